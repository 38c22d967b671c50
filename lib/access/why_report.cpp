#include "access/why_report.hpp"

#include "access/access_words.hpp"
#include "access/mask_text.hpp"
#include "access/compare_access.hpp"
#include "access/matrix_judgement.hpp"
#include "access/why_steps.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

namespace w = access_words;

constexpr w::Coded kSteps[] = {
    {"above", {"folder above", "папка выше"}}, {"settings", {"Samba settings", "настройки Samba"}}, {"list", {"the list", "список"}}, {"owner", {"owner", "владелец"}},
    {"entry", {"entry", "запись"}}, {"group", {"group", "группа"}}, {"mask", {"mask", "маска"}}, {"mode", {"mode", "режим"}}, {"other", {"others", "остальные"}},
    {"parent", {"parent folder", "родительская папка"}}, {"kernel", {"kernel", "ядро"}}, {"share", {"share", "общий ресурс"}}, {"without", {"otherwise", "иначе"}},
    {"result", {"result", "итог"}}, {"files", {"new files", "новые файлы"}}};

Table steps_table(const std::vector<WhyStep>& steps, Language language) {
  Table table;
  table.key = key("steps");
  table.title = w::say(w::steps_title, language);
  table.columns = {{key("step"), w::say(w::why_step, language)}, {key("source"), w::say(w::why_source, language)}, {key("entry"), w::say(w::why_entry, language), 0, true},
                   {key("through"), w::say(w::why_through, language), 0, true}, {key("effect"), w::say(w::why_effect, language), 0, true}};
  for (std::size_t i = 0; i < steps.size(); ++i)
    table.rows.push_back({static_cast<std::int64_t>(i + 1), w::mark_in(kSteps, steps[i].source, language), steps[i].entry, steps[i].through, steps[i].effect});
  return table;
}

}  // namespace

std::vector<std::uint32_t> way_to(const WhyAsked& asked) {
  const auto& folders = asked.tree.snapshot->folders;
  std::vector<std::uint32_t> way;
  for (std::uint32_t folder = folders[asked.folder].parent; folder != kNone; folder = folders[folder].parent) way.push_back(folder);
  return {way.rbegin(), way.rend()};
}

Document make_why(Db& db, const std::string& client, const std::string& server, const std::string& account, const std::string& path, std::optional<Instant> as_of,
                  std::optional<Language> language) {
  LatestTrees trees = latest_trees(db, client, server, as_of, language);
  const MatrixSubject& subject = trees.subject;
  MatrixOptions options;
  options.account = account;
  options.path = path;
  options.masks = true;
  MatrixJudgement judgement = judge_matrix(subject, trees.snapshots, options);
  const JudgedTree& tree = judgement.trees.front();
  std::size_t folder = tree.selected.from;
  const MatrixColumn& column = judgement.column(0);
  std::uint32_t number = tree.effect.profile_of[folder];
  WhyAsked asked{tree, folder, column, judgement.kept[0], subject.language};

  Document document;
  document.schema = "access-why/1";
  document.language = subject.language;
  document.zone = subject.zone;
  document.confidential = w::say(w::confidential, subject.language);
  document.head = {{key("client"), "", client}, {key("server"), "", server}, {key("account"), "", column.account}, {key("path"), "", tree.shown.paths[folder]},
                   {key("taken"), "", tree.snapshot->taken}};
  Section section{"access-why", "", {}};
  if (number == kNone) {
    Mark unread = w::paint_of(Level::unread, subject.language).mark;
    document.title = w::say(w::why_title, subject.language, {{"who", column.name}, {"level", unread.words}, {"path", tree.shown.paths[folder]}});
    document.head.push_back({key("level"), "", unread});
    section.blocks.emplace_back(Paragraph{{{w::reason_of(tree.effect.holes[folder], subject.language), true}}});
  } else {
    const Profile& profile = tree.effect.profiles[number];
    Cell cell = cell_of(profile, asked.place);
    document.title = w::say(w::why_title, subject.language, {{"who", column.name}, {"level", w::mark_of(Cell{cell.own, cell.own}, subject.language).words}, {"path", tree.shown.paths[folder]}});
    document.head.push_back({key("level"), "", w::mark_of(Cell{cell.own, cell.own}, subject.language)});
    document.head.push_back({key("files"), "", cell.files == cell.own ? Value() : Value(w::mark_of(Cell{cell.files, cell.files}, subject.language))});
    document.head.push_back({key("mask"), "", mask_text(*tree.snapshot, profile.masks[asked.place])});
    std::vector<WhyStep> steps = speaks_nt(*tree.snapshot) ? nt_steps(asked) : posix_steps(asked);
    if (speaks_nt(*tree.snapshot)) steps.push_back({"result", "", "", w::say(w::why_result, subject.language, {{"rights", w::rights_words(profile.masks[asked.place], subject.language)}})});
    if (cell.files != cell.own) steps.push_back({"files", "", "", w::say(w::why_files, subject.language, {{"level", w::mark_of(Cell{cell.files, cell.files}, subject.language).words}})});
    section.blocks.emplace_back(steps_table(steps, subject.language));
  }
  document.sections.push_back(std::move(section));
  return document;
}

}  // namespace outdesk
