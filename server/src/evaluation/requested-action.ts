/** An action as decisions compare it. */
export interface RequestedAction {
  /** Lower case: `s3:getobject`. */
  readonly name: string;
  /** Lower case: `s3`. */
  readonly service: string;
  /** Its place among the service's actions in the catalog; undefined: the catalog lacks it. */
  readonly place: number | undefined;
}
