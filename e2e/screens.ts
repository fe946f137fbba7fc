/** Every size that a page must keep its shape at: at a desk and on a phone. Both themes are looked at by `expectSound`. */
export const screens = [
  { name: "on a desktop", viewport: { width: 1280, height: 800 } },
  { name: "on a phone", viewport: { width: 375, height: 740 } },
];
