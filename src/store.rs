//! The only room that writes files: reports where a person wants them, and what this program remembers.
//!
//! Files are written whole or not at all, are readable by their owner only, and nothing that is there is overwritten
//! unless it is a file of ours.
