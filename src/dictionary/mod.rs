//! Language knowledge as data: classes, words, names, rules and frames, read from `dictionaries/` and checked.

mod classes;
mod frames;
mod load;
mod names;
mod rules;
mod source;
mod words;

pub use classes::{ClassId, Classes, ValueType, class};
pub use frames::{Frame, FrameExample, Place, Role, TriggerKind};
pub use load::{Dictionary, LoadError, Options};
pub use names::{Name, NameKind, Names};
pub use rules::{Element, Example, Reject, Rule};
pub use source::{Source, SourceFile};
pub use words::{Word, Words};
