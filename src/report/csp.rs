//! What the page may do: nothing but what it brought along.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// A Content-Security-Policy that allows one style sheet and, if given, one script, each by its hash. Nothing may be fetched,
/// and no string can be made into markup or code.
pub(super) fn policy(style: &str, script: Option<&str>) -> String {
    let hash = |s: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(s.as_bytes())));
    let script = script.map_or_else(|| "'none'".to_owned(), hash);
    format!(
        "default-src 'none'; style-src {}; script-src {script}; img-src data:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        hash(style)
    )
}
