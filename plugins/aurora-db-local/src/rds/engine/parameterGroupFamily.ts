/** The family of the only major version. */
export const parameterGroupFamily = 'aurora-postgresql15';
/** The group that every account has and that cannot be changed. */
export const defaultParameterGroupName = `default.${parameterGroupFamily}`;
