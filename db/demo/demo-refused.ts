/** The demo cannot be made or must not be loaded. The message is meant for the person who asked. */
export class DemoRefused extends Error {
  override readonly name = 'DemoRefused';
}
