/**
 * US dollars per ACU-hour in ap-northeast-1, Aurora Standard. An environment in another region sets
 * `acuHour` in app-config.
 * Source: https://aws.amazon.com/rds/aurora/pricing/ (November 2026).
 */
export const defaultAcuPrice = 0.2;
