//! Scores against articles that people have annotated.

mod agreement;
mod annotation;
mod conditions;
mod names;
mod score;
mod tally;

pub use annotation::{Gold, GoldError};
pub use conditions::{Baseline, Condition, Failed};
pub use score::{Scored, score};
pub use tally::{Group, Scores, Tally};
