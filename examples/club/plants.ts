const kept = new Map<string, string[]>();

export const plants = (email: string): string[] => kept.get(email) ?? [];

export function plant(email: string, name: string): void {
  kept.set(email, [...plants(email), name]);
}
