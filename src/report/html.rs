//! Markup under construction.

/// HTML that is being written. Markup comes from string literals alone, everything else is escaped: no text of an article can
/// become markup, whichever way it takes.
#[derive(Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Markup as it stands in this source code.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Html {
        self.0.push_str(markup);
        self
    }

    /// Any text, escaped.
    pub(super) fn text(&mut self, text: &str) -> &mut Html {
        escape(text, &mut self.0);
        self
    }

    /// An attribute with any value, escaped.
    pub(super) fn attr(&mut self, name: &'static str, value: &str) -> &mut Html {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        escape(value, &mut self.0);
        self.0.push('"');
        self
    }

    /// An attribute that is left out when it would be empty.
    pub(super) fn attr_if(&mut self, name: &'static str, value: &str) -> &mut Html {
        if value.is_empty() { self } else { self.attr(name, value) }
    }

    /// An attribute in pixels of a drawing: a tenth is finer than any screen.
    pub(super) fn at(&mut self, name: &'static str, value: f64) -> &mut Html {
        let tenths = format!("{value:.1}");
        self.attr(name, tenths.strip_suffix(".0").unwrap_or(&tenths))
    }

    /// The finished markup.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// Appends text such that it is text, between tags as well as in quoted attributes. Control characters, which a page may not
/// hold, become replacement characters; marks of writing direction stay, the style sheet keeps them in their element.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            '\r' => out.push_str("&#13;"),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text_everywhere() {
        let mut html = Html::default();
        html.raw("<a").attr("title", "\"'><script>").raw(">").text("</a>&\0\u{1b}\u{202e}").raw("</a>");
        let expected = "<a title=\"&quot;&#39;&gt;&lt;script&gt;\">&lt;/a&gt;&amp;\u{fffd}\u{fffd}\u{202e}</a>";
        assert_eq!(html.finish(), expected);
    }
}
