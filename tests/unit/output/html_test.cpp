#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "base/sha256.hpp"
#include "base/text.hpp"
#include "output/html_writer.hpp"
#include "sample_document.hpp"
#include "written.hpp"

using namespace outdesk;

namespace {

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += what.size()) ++n;
  return n;
}

bool has(const std::string& text, std::string_view what) { return text.find(what) != text.npos; }

std::string between(const std::string& text, std::string_view from, std::string_view to, std::size_t after = 0) {
  std::size_t first = text.find(from, after);
  REQUIRE(first != text.npos);
  first += from.size();
  return text.substr(first, text.find(to, first) - first);
}

struct Tag {
  std::string name, attributes;
  bool closes = false;
};

/// All tags of a page, contents of style and script left out.
std::vector<Tag> tags_of(const std::string& html) {
  std::vector<Tag> tags;
  for (std::size_t at = 0; (at = html.find('<', at)) != html.npos;) {
    std::size_t end = html.find('>', at);
    REQUIRE(end != html.npos);
    std::string inner = html.substr(at + 1, end - at - 1);
    at = end + 1;
    if (inner[0] == '!') continue;
    bool closes = inner[0] == '/';
    if (closes) inner.erase(0, 1);
    std::size_t space = inner.find(' ');
    tags.push_back({inner.substr(0, space), space == inner.npos ? "" : inner.substr(space), closes});
    if (!closes && (tags.back().name == "style" || tags.back().name == "script"))
      at = html.find("</" + tags.back().name, at);
  }
  return tags;
}

/// Names of attributes alone.
std::string without_values(std::string_view attributes) {
  std::string names;
  bool quoted = false;
  for (char c : attributes) {
    if (c == '"') quoted = !quoted;
    else if (!quoted) names += c;
  }
  return names;
}

/// Every element is closed, in order.
void check_nesting(const std::string& html) {
  const std::set<std::string> empty = {"meta", "input", "br", "wbr"};
  std::vector<std::string> open;
  for (const Tag& tag : tags_of(html)) {
    if (empty.count(tag.name)) continue;
    if (!tag.closes) { open.push_back(tag.name); continue; }
    REQUIRE(!open.empty());
    REQUIRE(open.back() == tag.name);
    open.pop_back();
  }
  CHECK(open.empty());
}

std::string block_html(Block block, Language language = Language::en) {
  std::string html = html_of(document_of(std::move(block), language));
  return between(html, "<main id=\"report\">", "</main>");
}

}  // namespace

TEST_CASE("the page allows its own styles and script by their hashes, and nothing else") {
  std::string html = html_of(sample::report());
  std::string policy = between(html, "Content-Security-Policy\" content=\"", "\"");
  auto source = [](const std::string& content) { return "&#39;sha256-" + base64(bytes_of(sha256(content))) + "&#39;"; };
  std::size_t second = html.find("<style>", html.find("</style>"));
  CHECK(policy == "default-src &#39;none&#39;; style-src " + source(between(html, "<style>", "</style>")) + " " +
                      source(between(html, "<style>", "</style>", second)) + "; script-src " +
                      source(between(html, "<script>", "</script>")) + "; base-uri &#39;none&#39;; form-action &#39;none&#39;");
  CHECK(count(html, "<style>") == 2);
  CHECK(count(html, "<script>") == 1);
}

TEST_CASE("the script is the same in all reports, whatever they hold") {
  CHECK(between(html_of(sample::report()), "<script>", "</script>") ==
        between(html_of(document_of(Paragraph{})), "<script>", "</script>"));
}

TEST_CASE("no element, handler, style or address comes from data") {
  const std::set<std::string> known = {
      "html", "head", "meta", "title", "style", "body", "a", "header", "div", "p", "svg", "path", "main", "h1", "h2", "h3",
      "section", "strong", "ol", "ul", "li", "span", "rect", "nav", "figure", "figcaption", "line", "circle", "pattern",
      "desc", "text", "details", "summary", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "dl", "dt", "dd",
      "fieldset", "legend", "label", "input", "datalist", "select", "option", "output", "b", "wbr", "footer", "script"};
  std::string html = html_of(sample::report());
  for (const Tag& tag : tags_of(html)) {
    CHECK_MESSAGE(known.count(tag.name) == 1, tag.name);
    std::string names = without_values(tag.attributes);
    CHECK_FALSE(has(names, " style"));
    CHECK_FALSE(has(names, " on"));
    CHECK_FALSE(has(names, " src"));
    if (has(tag.attributes, " href=")) CHECK(has(tag.attributes, " href=\"#"));
  }
  CHECK(has(html, "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;&lt;img src=x onerror=alert(2)&gt;"));
  CHECK(has(html, "&lt;b&gt;Кузнецов&lt;/b&gt;"));
  CHECK(invalid_utf8(html) == html.npos);
  CHECK(control_character(html, true) == html.npos);
  CHECK_FALSE(has(html, "\u202E"));
  CHECK_FALSE(has(html, "\u2028"));
  CHECK(has(html, "\\u{202e}"));
}

TEST_CASE("every element is closed, in order") {
  check_nesting(html_of(sample::report()));
  check_nesting(html_of(sample::report(3, 1)));
  check_nesting(html_of(document_of(Paragraph{})));
  check_nesting(html_of(Document{}));
}

TEST_CASE("hostile text in every place of a document stays text") {
  const std::string bad = "\"'><script>alert(1)</script><svg onload=alert(2)>&amp;\u202E\x1b[0m\xff";
  Document d;
  d.schema = d.title = d.subtitle = d.provider = d.confidential = d.currency = bad;
  Chart chart{Chart::Kind::line, bad, bad, bad, {bad}, {{bad, {1.0}, Tone::bad}}, 2.0, bad, 1};
  Grid grid = sample::matrix(2, 2);
  grid.title = grid.line_title = grid.reach_title = grid.note = bad;
  grid.legend_notes = {bad};
  grid.palette[0] = {{bad, bad, Tone::bad}, bad, "red}*{color:red", bad, false};
  grid.heads[0] = {bad, bad, bad, bad, {bad, bad}, 1};
  grid.lines[0].title = grid.lines[0].path = bad;
  grid.lines[0].details = {bad, bad};
  grid.line_columns[1].title = bad;
  Table table{key("t"), bad, {{key("a"), bad}, {{}, bad}}, {{bad, Mark{bad, bad, Tone::bad}}, {std::vector<std::string>{bad}}}, {}, Row{bad}, bad};
  d.sections = {{bad, bad, {Paragraph{{{bad, true}}}, Points{bad, true, {{bad, bad, bad, bad}}},
                            Tiles{{{bad, bad, {bad, bad, Tone::bad}, bad, bad, bad, {1.0}, bad}}}}},
                {bad, bad, {Figures{bad, {{{}, bad, bad, bad}}}, table, chart, grid}}};
  std::string html = html_of(d);
  CHECK(count(html, "<script") == 1);
  CHECK_FALSE(has(html, "<svg onload"));
  CHECK_FALSE(has(html, "*{color:red"));
  CHECK(invalid_utf8(html) == html.npos);
  CHECK(control_character(html, true) == html.npos);
  check_nesting(html);
}

TEST_CASE("the page says its language, leads with the summary and lists its sections") {
  std::string html = html_of(sample::report());
  CHECK(has(html, "<html lang=\"ru\">"));
  CHECK(has(html_of(document_of(Paragraph{})), "<html lang=\"en\">"));
  CHECK(has(html, "<p class=\"lead\"><strong>3 сентября"));
  CHECK(has(html, "<nav aria-label=\"Разделы\">"));
  CHECK(html.find("class=\"tiles\"") < html.find("<nav "));
  CHECK(html.find("<nav ") < html.find("id=\"s-sla\""));
  CHECK_FALSE(has(html, "Только для машин"));
}

TEST_CASE("a link leads only to a section that this reader gets") {
  std::string html = html_of(sample::report());
  CHECK(has(html, "<a href=\"#s-access\">Подробнее</a>"));
  CHECK_FALSE(has(html, "Почему нужно"));
  CHECK(has(html, "<p class=\"name\">Выезды</p>"));
}

TEST_CASE("tiles show word, sign, colour and twelve bars") {
  std::string html = html_of(sample::report());
  CHECK(has(html, "<li class=\"tile bad\"><p class=\"light\"><span class=\"mark bad\">✖\u00A0плохо</span></p>"));
  CHECK(has(html, "<span class=\"mark no-data\">–\u00A0нет данных</span>"));
  std::string tile = between(html, "<li class=\"tile attention\">", "</li>");
  CHECK(count(tile, "<rect ") == 12);
  CHECK(count(tile, "class=\"now\"") == 1);
}

TEST_CASE("every type of value is shown in the language of the page") {
  Table t;
  for (int i = 0; i < 11; ++i) t.columns.push_back({{}, "c" + std::to_string(i)});
  t.rows = {{std::monostate{}, std::string("a<b\nc"), true, std::int64_t{12345}, Seconds{3900}, Instant{0}, *parse_date("2026-02-28"),
             Share{147, 152}, *parse_decimal("0.5"), Money{123456}, Mark{"m", "в срок", Tone::good}}};
  std::string ru = block_html(t, Language::ru), en = block_html(t, Language::en);
  CHECK(has(ru, "<th scope=\"row\" class=\"t\"></th><td class=\"t s\">a&lt;b<br>c</td><td class=\"m\">да</td><td class=\"n\">12\u00A0345</td>"
                "<td class=\"n\">1\u00A0ч\u00A005\u00A0мин</td><td class=\"m\">01.01.1970 00:00</td><td class=\"m\">28.02.2026</td>"
                "<td class=\"n\">96,7\u00A0%</td><td class=\"n\">0,5</td><td class=\"n\">1\u00A0234,56\u00A0₽</td>"
                "<td class=\"k\"><span class=\"mark good\">✔\u00A0в срок</span></td></tr>"));
  CHECK(has(en, "<td class=\"m\">yes</td><td class=\"n\">12,345</td><td class=\"n\">1\u00A0h\u00A005\u00A0min</td>"
                "<td class=\"m\">1970-01-01 00:00</td><td class=\"m\">2026-02-28</td><td class=\"n\">96.7\u00A0%</td>"
                "<td class=\"n\">0.5</td><td class=\"n\">1,234.56\u00A0₽</td>"));
}

TEST_CASE("tables have caption, scopes, a total row, and scroll by keyboard") {
  Table t;
  t.title = "Requests";
  t.columns = {{key("a"), "Name"}, {key("n"), "N", 0, false, true}, {key("machine"), ""}};
  t.rows = {{std::string("x"), std::int64_t{1}, true}, {std::string("y"), std::int64_t{2}, true}};
  t.note = "How";
  std::string html = block_html(t);
  CHECK(has(html, "tabindex=\"0\" role=\"region\" aria-label=\"Requests (table, scrolls)\""));
  CHECK(has(html, "<caption>Requests</caption>"));
  CHECK(has(html, "<th scope=\"col\" class=\"n\">N</th></tr>"));
  CHECK(has(html, "<tfoot><tr class=\"total\"><th scope=\"row\" class=\"t s\">Total</th><td class=\"n\">3</td></tr>"));
  CHECK(has(html, "<p class=\"note\">How</p>"));
}

// axe-core: two tables without a title, in two sections, were both "table, scrolls".
TEST_CASE("every region that scrolls has a name of its own") {
  Table t;
  t.columns = {{{}, "N"}};
  t.rows = {{std::int64_t{1}}};
  Document d = document_of(t);
  d.sections = {{"a", "Findings", {t, t}}, {"b", "", {t, t}}};
  std::string html = html_of(d);
  for (const char* name : {"Findings (table, scrolls)", "Findings 2 (table, scrolls)", "table, scrolls", "2 (table, scrolls)"})
    CHECK_MESSAGE(count(html, "aria-label=\"" + std::string(name) + "\"") == 1, name);
}

TEST_CASE("a stream of rows becomes one long table, in small pieces") {
  Table t;
  t.columns = {{{}, "N"}};
  t.stream = [](const RowVisitor& visit) {
    for (std::int64_t n = 0; n < 20000; ++n) visit({n});
  };
  Document d = document_of(t);
  std::size_t largest = 0;
  write_html(d, [&](std::string_view bytes) { largest = std::max(largest, bytes.size()); });
  CHECK(largest < 64 * 1024);
  std::string html = html_of(d);
  CHECK(count(html, "<tr>") == 20001);
  CHECK(has(html, "class=\"scroll long\""));
}

TEST_CASE("a chart of columns is stacked, its late part hatched, its numbers at hand") {
  std::string html = html_of(sample::report());
  std::string chart = between(html, "<figure class=\"chart\">", "</figure>");
  CHECK(has(chart, "<title id=\"chart1-title\">Сколько заявок за месяц</title>"));
  CHECK(has(chart, "<desc id=\"chart1-desc\">"));
  CHECK(count(chart, "fill=\"url(#chart1-hatch)\"") == 13);  // twelve months and the legend
  CHECK(count(chart, "class=\"plain1 now\"") == 1);
  CHECK(has(chart, ">168</text>"));
  CHECK(has(chart, "<summary>Числа графика</summary>"));
  CHECK(count(chart, "<td class=\"n\">") == 24);
}

TEST_CASE("a line has filled points from the target up and hollow ones below") {
  std::string html = html_of(sample::report());
  std::string chart = between(html, "<figure class=\"chart\">", "</figure>", html.find("</figure>"));
  CHECK(count(chart, "class=\"target\"") == 2);                 // legend and line
  CHECK(count(chart, "class=\"dot plain1 hollow\"") == 1 + 3);  // 94,0 93,7 94,9: 95,0 is at the target
  CHECK(count(chart, "class=\"dot plain1\"") == 1 + 9);
  CHECK(has(chart, "class=\"value last\">96,7</text>"));
}

TEST_CASE("a month without data leaves a gap in the line") {
  Chart c{Chart::Kind::line, "T", "D", "Month", {"a", "b", "c"}, {{"s", {1.0, std::nullopt, 3.0}}}, {}, "", 0};
  std::string html = block_html(c);
  CHECK(count(between(html, "<path d=\"", "\""), "M") == 2);
  CHECK(has(html, "<td class=\"n\">–</td>"));
}

TEST_CASE("charts of odd values are drawn without breaking") {
  for (Chart::Kind kind : {Chart::Kind::line, Chart::Kind::stacked_columns}) {
    Chart c{kind, "T", "D", "", {"a", "b"}, {{"s", {std::numeric_limits<double>::quiet_NaN(), INFINITY}}}, {}, "", 0};
    check_nesting(html_of(document_of(c)));
    c.series[0].values = {0.0, 0.0, 0.0};
    check_nesting(html_of(document_of(c)));
    c.points.clear();
    check_nesting(html_of(document_of(c)));
    c.points.assign(500, "p");
    c.series[0].values.assign(500, -1e12);
    std::string html = html_of(document_of(c));
    CHECK_FALSE(has(html, "nan"));
    CHECK_FALSE(has(html, "inf\""));
  }
}

TEST_CASE("a matrix has bands, rotated names, its palette's colours and frames around what changed") {
  Grid g = sample::matrix(12, 12);
  g.lines[1].changed = {3, 1};
  g.lines[1].cells[3] = 0;
  std::string html = html_of(document_of(g, Language::ru));
  CHECK(has(html, "#grid1 .p2{background:#F4C152;color:#000000;font-weight:700;}"));
  CHECK(has(html, "<th colspan=\"1\" scope=\"colgroup\"><span>Дирекция</span></th>"));
  CHECK(has(html, "<th scope=\"col\" class=\"person\"><span><b>Иванова С. П.</b> s.ivanova</span></th>"));
  CHECK(has(html, "<th scope=\"col\" class=\"person alarm\"><span><b>Тарасов Д. Г. (уволен)</b> d.tarasov</span></th>"));
  CHECK(has(html, "<td class=\"p0 x\">\u2212</td>"));
  CHECK(count(html, " x\">") == 1 + 2);  // the legend and two cells
  CHECK(has(html, "<span class=\"flag\" role=\"img\" aria-label=\"свои права папки\">●</span>"));
  CHECK(has(html, "data-access=\"p1 p2 p3\" data-unread=\"p5\""));
  CHECK(has(html, "<span class=\"way\">\\<wbr>Дирекция\\<wbr></span>"));
  CHECK(has(html, "возьмите её книгу XLSX"));
}

TEST_CASE("the filters wait for the script, and their words are in the page's language") {
  std::string html = block_html(sample::matrix(12, 12), Language::ru);
  CHECK(has(html, "<fieldset class=\"filters\" hidden>"));
  for (const char* name : {"row", "person", "depth", "access", "flag"})
    CHECK_MESSAGE(has(html, "data-filter=\"" + std::string(name) + "\""), name);
  CHECK(has(html, "data-rows=\"Показано папок: {shown} из {all}\""));
  CHECK(has(block_html(sample::matrix(12, 12)), "only where they have access"));
}

TEST_CASE("a person or a department can be chosen from a list as well as typed") {
  std::string html = block_html(sample::matrix(12, 12), Language::ru);
  CHECK(has(html, "data-filter=\"person\" autocomplete=\"off\" spellcheck=\"false\" placeholder=\"часть имени\" list=\"grid1-people\""));
  std::string list = between(html, "<datalist id=\"grid1-people\">", "</datalist>");
  CHECK(list.find("<option value=\"Дирекция\">") < list.find("<option value=\"Иванова С. П. s.ivanova\">"));
  CHECK(count(list, "<option ") == 12 + count(between(html, "<tr class=\"bands\">", "</tr>"), "<th "));
  CHECK(has(html, "data-one=\"{person}: доступно папок — {reach} из {all}; показано: {shown}\""));
}

// A client was told that somebody opens 15 folders where the matrix itself counted 13: two were only passed through.
TEST_CASE("who may only pass through a folder does not open it") {
  Grid g = sample::matrix(3, 2);
  g.palette.push_back({{"traverse", "только проход вглубь", Tone::neutral}, "↓", "FFFFFF", "4B5563", false});
  std::string html = html_of(document_of(g));
  CHECK(has(html, "data-access=\"p1 p2 p3\" data-unread=\"p5\""));
  CHECK(has(html, "#grid1 .p6{color:var(--muted);}"));  // white would shine on a dark page
}

// On a narrow screen the columns between names and people are left out, and everything above the cells stood askew.
TEST_CASE("what stands between names and people is marked in every row, so that it can be left out") {
  std::string html = block_html(sample::matrix(5, 3));
  std::size_t between_them = count(between(html, "<tr class=\"names\">", "</tr>"), "extra\"");
  REQUIRE(between_them == 1);
  CHECK(has(html, "<tr class=\"bands\"><td class=\"corner\"></td><td class=\"extra\" colspan=\"1\"></td><th "));
  CHECK(count(between(html, "<tr class=\"reach\">", "</tr>"), "<td class=\"extra\">") == between_them);
  CHECK(count(between(html, "<tbody>", "</tbody>"), "<td class=\"extra") == 5 * between_them);
}

TEST_CASE("columns of nothing but signs stand close together; small tables are narrow, wide ones share their room") {
  Mark made{"made", "✓", Tone::good, true}, bad{"bad", "плохо", Tone::bad};
  Table t;
  t.columns = {{{}, "Job"}, {{}, "1"}, {{}, "State"}};
  t.rows = {{std::string("mail"), made, bad}, {std::string("files"), std::monostate{}, made}};
  std::string html = block_html(t);
  CHECK(has(html, "<table class=\"data narrow\">"));
  CHECK(has(html, "<th scope=\"col\" class=\"b\">1</th><th scope=\"col\" class=\"k\">State</th>"));
  CHECK(has(html, "<td class=\"b\"><span class=\"mark good\">✓</span></td>"));
  for (int i = 0; i < 5; ++i) t.columns.push_back({{}, "c"});
  CHECK(has(block_html(t), "<table class=\"data many\">"));
  for (int i = 0; i < 4; ++i) t.columns.push_back({{}, "c"});
  CHECK(has(block_html(t), "<table class=\"data many dense\">"));
}

TEST_CASE("few columns of a chart do not become walls, and its picture is no stop of the keyboard") {
  Chart c{Chart::Kind::stacked_columns, "T", "D", "Month", {"a", "b"}, {{"s", {1.0, 2.0}}}, {}, "", 0};
  std::string html = block_html(c);
  CHECK(count(html, "width=\"60\"") == 2);
  CHECK(has(html, "<div class=\"picture\"><svg "));
}

TEST_CASE("exact masks are there to point at, where they are given") {
  Grid g = sample::matrix(3, 2);
  g.lines[0].details = {"0x1301bf", ""};
  std::string html = block_html(g);
  CHECK(count(html, " title=\"0x1301bf\"") == 1);
}

TEST_CASE("own style or script that would close its element is refused") {
  std::string out;
  std::function<void(std::string_view)> sink = [&](std::string_view bytes) { out += bytes; };
  BufferedSink buffer(sink);
  HtmlWriter html(buffer);
  CHECK_THROWS_AS(html.own("style", "a{}</style><script>"), std::logic_error);
}
