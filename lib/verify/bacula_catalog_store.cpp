// The SQL of bacula_catalog.hpp.
#include <algorithm>
#include <sys/random.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/bacula_catalog.hpp"
#include "verify/bacula_catalog_file.hpp"

namespace outdesk {

namespace {

std::string select_text(const std::vector<std::string>& columns, const std::string& rest) { return "SELECT " + join(columns, ", ") + " " + rest; }

/// The same for `.sql`: a mark in front of each column and at the end (bacula_talk.hpp).
std::string marked_select(const BaculaQuestion& question, const std::string& mark) {
  std::vector<std::string> columns;
  for (const std::string& column : question.columns) {
    columns.push_back("'" + mark + "'");
    columns.push_back(column);
  }
  columns.push_back("'" + mark + ".'");
  return select_text(columns, question.rest);
}

/// Nobody who writes a catalog can guess it.
std::string fresh_mark() {
  std::array<char, 8> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) throw Error(Exit::missing, "the system gives no random bytes");
  return "~" + hex({bytes.data(), bytes.size()});
}

class CatalogByConsole : public BaculaCatalog {
 public:
  explicit CatalogByConsole(BaculaConsole& console) : console_(console) {}

  std::optional<BaculaTrouble> ask(const BaculaQuestion& question, const std::function<void(const Row&)>& take) override {
    std::string mark = fresh_mark();
    BaculaRows rows(mark, question.columns.size(), take);
    std::string last = select_text({"'" + mark + "!'"}, "");
    ProgramResult result = console_.say({".sql query=\"" + marked_select(question, mark) + "\"", ".sql query=\"" + last + "\""}, question.limit, [&](std::string_view piece) { rows.feed(piece); });
    std::string words = rows.words();
    if (auto trouble = console_.trouble_of(result, words)) return trouble;
    if (rows.whole()) return {};
    return BaculaTrouble{CheckLevel::freshness, Verdict::unknown, Fault::timed_out, "bconsole with " + in_quotes(console_.configuration()) + ": the Director's answer was cut off; ask again", false};
  }

 private:
  BaculaConsole& console_;
};

class CatalogByFile : public BaculaCatalog {
 public:
  CatalogByFile(std::string file, std::unique_ptr<BaculaCatalogCopy> copy) : file_(std::move(file)), copy_(std::move(copy)) {}

  std::optional<BaculaTrouble> ask(const BaculaQuestion& question, const std::function<void(const Row&)>& take) override {
    try {
      Rows rows = copy_->db().query(select_text(question.columns, question.rest));
      Row row(question.columns.size());
      while (rows.next()) {
        for (std::size_t i = 0; i < row.size(); ++i) row[i] = rows.text(static_cast<int>(i));
        take(row);
      }
      return {};
    } catch (const Error& error) {
      if (dynamic_cast<const WriteError*>(&error) && copy_->full()) throw;
      return bacula_catalog_trouble(error.what(), file_);
    }
  }

 private:
  std::string file_;
  std::unique_ptr<BaculaCatalogCopy> copy_;
};

std::string job_list(const std::vector<std::int64_t>& numbers) {
  std::string list;
  for (std::int64_t number : numbers) list += (list.empty() ? "" : ",") + std::to_string(number);
  return list.empty() ? "0" : list;
}

std::int64_t whole_number(const std::string& text) {
  bool negative = text.starts_with('-');
  std::int64_t value = parse_count(std::string_view(text).substr(negative ? 1 : 0)).value_or(0);
  return negative ? -value : value;
}

char bacula_letter(const std::string& text) { return text.empty() ? ' ' : text[0]; }

const std::vector<std::string> kJobColumns = {"JobId", "Level", "JobStatus", "SchedTime", "StartTime", "EndTime", "JobTDate", "JobFiles", "JobBytes", "ReadBytes", "JobErrors", "PurgedFiles", "HasBase", "VolSessionId", "VolSessionTime"};

BaculaJobRow bacula_job_of(const BaculaCatalog::Row& row) {
  BaculaJobRow job;
  job.id = whole_number(row[0]);
  job.level = bacula_letter(row[1]);
  job.status = bacula_letter(row[2]);
  job.times = {row[3], row[4], row[5], whole_number(row[6])};
  job.files = whole_number(row[7]);
  job.bytes = whole_number(row[8]);
  job.read_bytes = whole_number(row[9]);
  job.errors = whole_number(row[10]);
  job.purged = whole_number(row[11]) != 0;
  job.based = whole_number(row[12]) != 0;
  job.session = whole_number(row[13]);
  job.session_time = whole_number(row[14]);
  return job;
}

}  // namespace

std::unique_ptr<BaculaCatalog> ask_through(BaculaConsole& console) { return std::make_unique<CatalogByConsole>(console); }

std::unique_ptr<BaculaCatalog> ask_copy_of(const std::string& file, const VerifyDesk& desk, BaculaTrouble& trouble) {
  auto copy = BaculaCatalogCopy::made(file, desk, trouble);
  if (!copy) return nullptr;
  return std::make_unique<CatalogByFile>(file, std::move(copy));
}

BaculaReader::Trouble BaculaReader::series(std::vector<BaculaSeries>& found) {
  BaculaQuestion question{{"max(j.JobId)", "j.Name", "c.Name"}, "FROM Job j JOIN Client c ON c.ClientId = j.ClientId WHERE j.Type = 'B' GROUP BY j.Name, c.Name ORDER BY j.Name, c.Name"};
  return catalog_.ask(question, [&](const BaculaCatalog::Row& row) { found.push_back({whole_number(row[0]), row[1], row[2]}); });
}

BaculaReader::Trouble BaculaReader::jobs(std::int64_t some_job, std::vector<BaculaJobRow>& found) {
  std::string id = std::to_string(some_job);
  BaculaQuestion question{kJobColumns, "FROM Job WHERE Type = 'B' AND Name = (SELECT x.Name FROM Job x WHERE x.JobId = " + id + ") AND ClientId = (SELECT y.ClientId FROM Job y WHERE y.JobId = " + id +
                                           ") ORDER BY JobId DESC LIMIT 4000"};
  auto trouble = catalog_.ask(question, [&](const BaculaCatalog::Row& row) { found.push_back(bacula_job_of(row)); });
  std::reverse(found.begin(), found.end());
  return trouble;
}

BaculaReader::Trouble BaculaReader::job(std::int64_t id, std::optional<BaculaJobRow>& found) {
  return catalog_.ask({kJobColumns, "FROM Job WHERE JobId = " + std::to_string(id)}, [&](const BaculaCatalog::Row& row) { found = bacula_job_of(row); });
}

BaculaReader::Trouble BaculaReader::stretches(const std::vector<std::int64_t>& jobs, std::vector<BaculaStretch>& found) {
  BaculaQuestion question{{"jm.JobId", "jm.FirstIndex", "jm.LastIndex", "jm.StartFile", "jm.StartBlock", "jm.EndFile", "jm.EndBlock", "m.VolumeName", "m.VolStatus", "m.MediaType", "m.VolBytes", "m.VolType"},
                          "FROM JobMedia jm JOIN Media m ON m.MediaId = jm.MediaId WHERE jm.JobId IN (" + job_list(jobs) + ") ORDER BY jm.JobId, jm.VolIndex, jm.JobMediaId"};
  auto address = [](const std::string& file, const std::string& block) { return static_cast<std::uint64_t>(whole_number(file)) << 32 | (static_cast<std::uint64_t>(whole_number(block)) & 0xFFFFFFFFU); };
  return catalog_.ask(question, [&](const BaculaCatalog::Row& row) {
    found.push_back({whole_number(row[0]), whole_number(row[1]), whole_number(row[2]), address(row[3], row[4]), address(row[5], row[6]), row[7], row[8], row[9], whole_number(row[10]), whole_number(row[11])});
  });
}

BaculaReader::Trouble BaculaReader::version() {
  if (version_ > 0) return {};
  return catalog_.ask({{"VersionId"}, "FROM Version"}, [&](const BaculaCatalog::Row& row) { version_ = whole_number(row[0]); });
}

BaculaReader::Trouble BaculaReader::counts(BaculaQuestion question, const std::vector<std::int64_t>& jobs, BaculaCounts& found) {
  question.columns = {"f.JobId", "count(*)"};
  question.rest += " f.JobId IN (" + job_list(jobs) + ") GROUP BY f.JobId";
  return catalog_.ask(question, [&](const BaculaCatalog::Row& row) { found[whole_number(row[0])] = whole_number(row[1]); });
}

BaculaReader::Trouble BaculaReader::file_counts(const std::vector<std::int64_t>& jobs, BaculaCounts& found) {
  return counts({{}, "FROM File f WHERE", kBaculaListing}, jobs, found);
}

BaculaReader::Trouble BaculaReader::folder_counts(const std::vector<std::int64_t>& jobs, BaculaCounts& found) {
  if (auto trouble = version()) return trouble;
  std::string named = version_ < 1000 ? "FROM File f JOIN Filename n ON n.FilenameId = f.FilenameId WHERE n.Name = '' AND" : "FROM File f WHERE f.Filename = '' AND";
  return counts({{}, named + " f.FileIndex > 0 AND"}, jobs, found);
}

BaculaReader::Trouble BaculaReader::object_counts(const std::vector<std::int64_t>& jobs, BaculaCounts& found) { return counts({{}, "FROM RestoreObject f WHERE"}, jobs, found); }

BaculaReader::Trouble BaculaReader::files(const std::vector<std::int64_t>& jobs, const std::function<void(BaculaFileRow&&)>& take) {
  if (auto trouble = version()) return trouble;
  bool apart = version_ < 1000;
  BaculaQuestion question{{"f.FileId", "f.JobId", "f.FileIndex", "f.LStat", "f.MD5", "p.Path", apart ? "n.Name" : "f.Filename"},
                          std::string("FROM File f JOIN Path p ON p.PathId = f.PathId") + (apart ? " JOIN Filename n ON n.FilenameId = f.FilenameId" : "") + " WHERE f.JobId IN (" + job_list(jobs) + ")", kBaculaListing};
  return catalog_.ask(question, [&](const BaculaCatalog::Row& row) { take({whole_number(row[0]), whole_number(row[1]), whole_number(row[2]), row[3], row[4], row[5] + row[6]}); });
}

BaculaReader::Trouble BaculaReader::log(std::int64_t job, std::string& text) {
  return catalog_.ask({{"LogText"}, "FROM Log WHERE JobId = " + std::to_string(job) + " ORDER BY LogId LIMIT 5000"}, [&](const BaculaCatalog::Row& row) {
    std::string_view one = row[0];
    if (one.ends_with('\\')) one.remove_suffix(1);
    if (text.size() < (4u << 20)) (text += one) += one.ends_with('\n') ? "" : "\n";
  });
}

BaculaReader::Trouble BaculaReader::since(std::vector<BaculaJobRow>& jobs) {
  std::map<std::int64_t, BaculaJobRow*> partial;
  std::vector<std::int64_t> ids;
  for (BaculaJobRow& job : jobs)
    if (job.level == 'I' || job.level == 'D') {
      partial[job.id] = &job;
      ids.push_back(job.id);
    }
  if (ids.empty()) return {};
  return catalog_.ask({{"JobId", "LogText"}, "FROM Log WHERE LogText LIKE '%, since=%' AND JobId IN (" + job_list(ids) + ")"}, [&](const BaculaCatalog::Row& row) {
    if (auto found = partial.find(whole_number(row[0])); found != partial.end() && found->second->since.empty()) found->second->since = bacula_since(row[1]);
  });
}

BaculaReader::Trouble BaculaReader::storages(const std::vector<std::int64_t>& jobs, std::vector<std::string>& found) {
  BaculaQuestion question{{"s.Name"}, "FROM Storage s JOIN Media m ON m.StorageId = s.StorageId JOIN JobMedia jm ON jm.MediaId = m.MediaId WHERE jm.JobId IN (" + job_list(jobs) + ") GROUP BY s.Name ORDER BY s.Name"};
  return catalog_.ask(question, [&](const BaculaCatalog::Row& row) { found.push_back(row[0]); });
}

BaculaReader::Trouble BaculaReader::damage(std::string& words) {
  return catalog_.ask({{"quick_check"}, "FROM pragma_quick_check(1)", kBaculaListing}, [&](const BaculaCatalog::Row& row) {
    if (row[0] != "ok") words = printable(row[0].substr(0, 200));
  });
}

}  // namespace outdesk
