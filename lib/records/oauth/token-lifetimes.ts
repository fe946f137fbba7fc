/** In seconds, as OAuth counts. A refresh token's time begins anew at each use. */
export const tokenLifetimes = { accessS: 60 * 60, refreshS: 30 * 24 * 60 * 60 } as const;
