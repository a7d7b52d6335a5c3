// What Postern uses of Next.js, so that Next.js, which is large, need not be installed to build Postern. The application in
// examples/next is built and run with the real one.

declare module "next/headers" {
  export function headers(): Promise<Headers>;
}

declare module "next/navigation" {
  export function redirect(url: string): never;
}
