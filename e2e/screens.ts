const sizes = [
  { size: "a desktop", viewport: { width: 1280, height: 800 } },
  { size: "a phone", viewport: { width: 375, height: 740 } },
];

/** Every look that a page must keep its shape in: both themes, at a desk and on a phone. */
export const screens = (["light", "dark"] as const).flatMap((colorScheme) =>
  sizes.map(({ size, viewport }) => ({ name: `in ${colorScheme} on ${size}`, colorScheme, viewport })),
);
