/** A message for people. */
export interface Notification {
  readonly topicArn: string;
  /** At most 100 characters. */
  readonly subject: string;
  /** The fields of the message (R8.5); published as JSON. */
  readonly message: Readonly<Record<string, unknown>>;
}

/** Publishes messages (SNS). */
export interface Notifier {
  /** @throws ServiceError when the message could not be published. */
  publish(notification: Notification): Promise<void>;
}
