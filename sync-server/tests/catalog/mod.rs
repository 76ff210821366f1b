//! The catalogue: what goes in, in which versions, and how tills get it.

mod api;
mod cache;
mod changes;
mod crowd;
mod door;
mod events;
mod images;
mod import_over_http;
mod importing;
mod large;
mod rivals;
mod scheduled;
mod searching;
mod tax_classes;
mod taxes;
