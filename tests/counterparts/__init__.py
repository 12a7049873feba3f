"""The other side of each conversation: a launcher's page, a hospital's sign-in and records. Written from the specifications, not from the app."""
