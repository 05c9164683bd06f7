//! Language knowledge as data: classes, words, names, rules and frames, read from `dictionaries/` and checked.

mod classes;
mod forms;
mod frames;
pub mod import;
mod lint;
mod load;
mod names;
mod rules;
mod source;
mod weights;
mod words;

pub(crate) use classes::MOST_CLASSES;
pub use classes::{ClassId, Classes, ValueType, class};
pub use forms::{FormRules, slug};
pub use frames::{Frame, FrameExample, Place, Price, Role, Then, TriggerKind, Voice};
pub use lint::{Finding, fixed, lint};
pub use load::{Dictionary, LoadError, Options};
pub use names::{Name, NameKind, Names};
pub use rules::{Element, Example, Reject, Rule};
pub(crate) use source::folder;
pub use source::{Source, SourceFile};
pub(crate) use weights::{Distinct, Features, Part, PartHash, Seen, part, step};
pub use weights::{Weighed, Weights};
pub use words::{Word, Words};
