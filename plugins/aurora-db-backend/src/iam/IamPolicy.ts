/** Condition operators with their keys and values, as in IAM's policy grammar. */
export type IamConditions = Readonly<
  Record<string, Readonly<Record<string, string | readonly string[]>>>
>;

/** One statement of a policy, in IAM's policy grammar. */
export interface IamStatement {
  Sid?: string;
  Effect: 'Allow';
  Principal?: { Service: string };
  Action: string | readonly string[];
  Resource?: string | readonly string[];
  Condition?: IamConditions;
}

/** A policy document. */
export interface IamPolicy {
  Version: '2012-10-17';
  Statement: IamStatement[];
}
