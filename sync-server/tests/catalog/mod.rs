//! The catalogue: what goes in, in which versions, and how tills get it.

mod cache;
mod changes;
mod door;
mod importing;
mod large;
