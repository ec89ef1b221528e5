/** Whatever Slack signed is acknowledged: a payload of a kind nobody listens to must not be left waiting and come again. */
import type { App, Receiver, ReceiverEvent } from '@slack/bolt';

/** `receiver`, giving its app each event and acknowledging what the app did not. */
export function acknowledgeAll(receiver: Receiver): Receiver {
  return {
    init: (app) => receiver.init(guard(app)),
    start: (...args) => receiver.start(...args),
    stop: (...args) => receiver.stop(...args),
  };
}

function guard(app: App): App {
  const guarded = Object.create(app) as App;
  guarded.processEvent = async (event: ReceiverEvent) => {
    let acknowledged = false;
    const ack: ReceiverEvent['ack'] = async (response) => {
      acknowledged = true;
      await event.ack(response);
    };
    await app.processEvent({ ...event, ack });
    if (!acknowledged) await event.ack();
  };
  return guarded;
}
