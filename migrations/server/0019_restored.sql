-- Who has dealt with a message: asked for by an order's journey, and whenever an event comes into being.
create index inbox_message on platform.inbox (message_id);
