/** Something outside the code keeps us from working; the message says what, and what to do about it. */
export class CannotStart extends Error {}
