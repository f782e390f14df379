/** A message that was published. */
export interface PublishedMessage {
  readonly at: number;
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
}
