//! A run as a page that people read: facts, companies, charts and the articles with what was found in them.
//!
//! [`Material`] holds what is shown, read just now or taken from the tables of an earlier run; [`Page`] writes it. The page
//! needs no network, runs under a strict Content-Security-Policy and is whole without its script. Text of articles reaches
//! it through one function that escapes it: markup is only ever what stands in this source code.

mod articles;
mod charts;
mod csp;
mod earlier;
mod figures;
mod html;
mod material;
mod page;
mod tables;
mod text;
mod words;

pub use material::Material;
pub use page::Page;
pub use words::Language;
