export const platforms = ['cloud-connector', 'direct-routing'] as const;

export type Platform = (typeof platforms)[number];
