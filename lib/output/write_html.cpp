#include "output/write_html.hpp"

#include <stdexcept>
#include <utility>

#include "base/sha256.hpp"
#include "base/shipped.hpp"
#include "base/text.hpp"
#include "output/words.hpp"

namespace outdesk {

namespace {

std::string_view own_file(std::string_view name) {
  auto content = shipped_file(name);
  if (!content) throw std::logic_error("the program carries no " + std::string(name));
  return *content;
}

std::string hash_source(std::string_view content) {
  return "'sha256-" + base64(bytes_of(sha256(content))) + "'";
}

/// Headings in the provider's colour, where the page is light: a dark one would not be read on a dark page.
std::string brand_style(const Document& document) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  if (document.colour.size() != 6 || document.colour.find_first_not_of(kDigits) != std::string::npos) return {};
  std::string rules = ":root { --heading: #" + document.colour + "; --rule: #" + document.colour + "; --band: #" + document.colour + "; }\n";
  return "@media (prefers-color-scheme: light) { " + rules.substr(0, rules.size() - 1) + " }\n@media print { " + rules.substr(0, rules.size() - 1) + " }\n";
}

/// The section with the cards leads the page: its paragraphs are large, the contents come after it.
bool leads(const Section& section) {
  return std::any_of(section.blocks.begin(), section.blocks.end(), [](const Block& block) {
    auto* points = std::get_if<Points>(&block);
    return std::holds_alternative<Tiles>(block) || (points && points->boxed);
  });
}

class PageWriter {
 public:
  PageWriter(const Document& document, HtmlWriter& html) : document_(document), html_(html), page_{document, html, {}} {
    for (const Section& section : document.sections)
      if (!section.machine_only) shown_.push_back(&section);
    for (const Section* section : shown_) page_.section_ids.insert(section->id);
  }

  void write() {
    html_.doctype();
    html_.in("html", {{"lang", document_.language == Language::ru ? "ru" : "en"}}, [&] {
      html_.in("head", {}, [&] { write_head(); });
      html_.new_line();
      html_.in("body", {}, [&] { write_body(); });
    });
    html_.new_line();
  }

 private:
  void write_head() {
    std::string_view style = own_file("html/report.css"), script = own_file("html/report.js");
    std::string colours = grid_style(document_) + brand_style(document_);
    std::string policy = "default-src 'none'; style-src " + hash_source(style) +
                         (colours.empty() ? "" : " " + hash_source(colours)) + "; script-src " + hash_source(script) +
                         (document_.logo.empty() ? "" : "; img-src data:") + "; base-uri 'none'; form-action 'none'";
    html_.empty("meta", {{"charset", "utf-8"}});
    html_.empty("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", policy}});
    html_.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html_.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    html_.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
    html_.in("title", {}, document_.title.empty() ? document_.schema : document_.title);
    html_.new_line();
    html_.own("style", style);
    if (!colours.empty()) html_.own("style", colours);
  }

  void write_body() {
    html_.in("a", {{"class", "skip"}, {"href", "#report"}}, word(Word::skip_link, document_.language));
    html_.new_line();
    if (!document_.provider.empty() || !document_.logo.empty() || !document_.subtitle.empty())
      html_.in("header", {{"class", "top"}}, [&] { write_top(); });
    html_.new_line();
    html_.in("main", {{"id", "report"}}, [&] { write_main(); });
    html_.new_line();
    html_.in("footer", {{"class", "end"}}, [&] { write_end(); });
    html_.new_line();
    html_.own("script", own_file("html/report.js"));
  }

  void write_top() {
    html_.in("div", {{"class", "inner"}}, [&] {
      html_.in("p", {{"class", "provider"}}, [&] {
        if (document_.provider.empty() && document_.logo.empty()) return;
        if (!document_.logo.empty()) {
          html_.empty("img", {{"src", "data:image/png;base64," + base64(document_.logo)}, {"alt", ""}, {"class", "logo"}});
          return html_.text(document_.provider);
        }
        html_.in("svg", {{"viewBox", "0 0 24 28"}, {"aria-hidden", "true"}, {"class", "shield"}}, [&] {
          html_.in("path", {{"d", "M12 1 2 4.6V13c0 6.4 4.2 11.3 10 13.6C17.8 24.3 22 19.4 22 13V4.6Z"}}, "");
          html_.in("path", {{"class", "tick"}, {"d", "m7.2 13.6 3.4 3.5 6.3-7"}}, "");
        });
        html_.text(document_.provider);
      });
      if (!document_.subtitle.empty()) html_.in("p", {{"class", "subtitle"}}, document_.subtitle);
    });
  }

  void write_end() {
    html_.in("div", {{"class", "inner"}}, [&] {
      if (!document_.confidential.empty()) html_.in("p", {{"class", "confidential"}}, document_.confidential);
      if (!document_.subtitle.empty()) html_.in("p", {}, document_.subtitle);
    });
  }

  void write_main() {
    if (!document_.title.empty()) html_.in("h1", {}, document_.title);
    bool contents_written = false;
    for (const Section* section : shown_) {
      page_.section_title = section->title;
      page_.summary = leads(*section) || (section == shown_[0] && section->title.empty());
      if (!page_.summary && !std::exchange(contents_written, true)) write_contents();
      write(*section);
    }
  }

  void write_contents() {
    auto titled = [](const Section* section) { return !section->title.empty() && !leads(*section); };
    if (std::count_if(shown_.begin(), shown_.end(), titled) < 3) return;
    std::string label(word(Word::contents, document_.language));
    html_.in("nav", {{"aria-label", label}}, [&] {
      html_.in("ul", {}, [&] {
        for (const Section* section : shown_) {
          if (!titled(section)) continue;
          html_.in("li", {}, [&] { html_.in("a", {{"href", "#" + anchor(section->id)}}, section->title); });
        }
      });
    });
    html_.new_line();
  }

  void write(const Section& section) {
    std::string id = anchor(section.id);
    Attributes attributes = {{"id", id}, {"class", page_.summary ? "summary" : "section"}};
    if (!section.title.empty()) attributes.push_back({"aria-labelledby", id + "-title"});
    html_.in("section", attributes, [&] {
      if (!section.title.empty())
        html_.in("h2", {{"id", id + "-title"}, {"class", page_.summary ? "unseen" : "title"}}, section.title);
      html_.new_line();
      for (std::size_t i = 0; i < section.blocks.size();) i = write_blocks(section.blocks, i);
    });
    html_.new_line();
  }

  /// One block, or all charts that follow one another, side by side; gives the number of the next.
  std::size_t write_blocks(const std::vector<Block>& blocks, std::size_t at) {
    std::size_t end = at;
    while (end < blocks.size() && std::holds_alternative<Chart>(blocks[end])) ++end;
    if (end == at) {
      std::visit([&](const auto& block) { write_html(page_, block); }, blocks[at]);
      html_.new_line();
      return at + 1;
    }
    html_.in("div", {{"class", "charts"}}, [&] {
      for (std::size_t i = at; i < end; ++i) write_html(page_, std::get<Chart>(blocks[i]));
    });
    html_.new_line();
    return end;
  }

  const Document& document_;
  HtmlWriter& html_;
  HtmlPage page_;
  std::vector<const Section*> shown_;
};

}  // namespace

std::string anchor(const std::string& section_id) {
  std::string out = "s-";
  for (char c : section_id) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    out += plain ? c : '_';
  }
  return out;
}

void write_html(const Document& document, const Sink& sink) {
  BufferedSink out(sink);
  HtmlWriter html(out);
  PageWriter(document, html).write();
  out.flush();
}

}  // namespace outdesk
