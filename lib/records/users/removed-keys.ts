/** Under which keys somebody who was removed is known. */
export const removedKeys = {
  ofEmail: (email: string) => `email:${email.toLowerCase()}`,
  ofIdentity: ({ issuer, subject }: { issuer: string; subject: string }) => `identity:${issuer} ${subject}`,
};
