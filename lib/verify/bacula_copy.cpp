#include "verify/bacula_copy.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/text.hpp"
#include "verify/bacula_places.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

void add_bacula_trouble(CopyFindings& findings, const BaculaTrouble& trouble) { findings.add(trouble.level, trouble.verdict, trouble.fault, trouble.detail); }

std::string bacula_setting(const BackupJob& job, const char* key) {
  auto found = job.select.find(key);
  return found == job.select.end() ? std::string() : found->second;
}

std::string bacula_names_text(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < 8; ++i) text += (i ? ", " : "") + in_quotes(names[i]);
  return text + (names.size() > 8 ? " and " + std::to_string(names.size() - 8) + " more" : "");
}

}  // namespace

std::string BaculaCopy::tool() const { return console_ && !console_->version().empty() ? "Bacula " + console_->version() : ""; }

Copy::Keeps BaculaCopy::keeps() const {
  Keeps keeps;
  keeps.xattrs = console_ != nullptr;  // bextract leaves them out
  return keeps;
}

bool BaculaCopy::reach(CopyFindings& findings) {
  if (reached_) return *reached_;
  reached_ = false;
  struct stat found {};
  std::string where = in_quotes(job_.where);
  if (stat(job_.where.c_str(), &found) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) findings.add(CheckLevel::freshness, Verdict::fail, Fault::no_points, where + " is not there: name a bconsole.conf, its folder, or the catalog's SQLite file");
    else findings.add(CheckLevel::structure, Verdict::unknown, Fault::access_denied, where + " cannot be reached: " + std::strerror(errno));
    return false;
  }
  std::string file = bacula_console_file(job_.where);
  if (file.empty()) {
    findings.add(CheckLevel::freshness, Verdict::fail, Fault::no_points, where + " holds no bconsole.conf");
    return false;
  }
  if (access(file.c_str(), R_OK) != 0) {
    findings.add(CheckLevel::structure, Verdict::unknown, Fault::access_denied, in_quotes(file) + " cannot be read: " + std::strerror(errno) + "; ask as root, or as a member of the group bacula");
    return false;
  }
  return *(reached_ = is_sqlite_file(file) ? reach_catalog_file(file, findings) : reach_director(findings));
}

bool BaculaCopy::reach_catalog_file(const std::string& file, CopyFindings& findings) {
  BaculaTrouble trouble;
  console_.reset();
  catalog_ = ask_copy_of(file, desk_, trouble);
  if (!catalog_) {
    add_bacula_trouble(findings, trouble);
    return false;
  }
  reader_ = std::make_unique<BaculaReader>(*catalog_);
  return load_jobs(findings);
}

bool BaculaCopy::reach_director(CopyFindings& findings) {
  std::string file = bacula_console_file(job_.where);
  if (without_case(read_bacula_text(file)).find("director") == std::string::npos) {
    findings.add(CheckLevel::structure, Verdict::fail, Fault::bad_magic, in_quotes(file) + " is neither a configuration of bconsole nor an SQLite catalog");
    return false;
  }
  std::string program = find_program("bconsole");
  if (program.empty()) {
    findings.add(CheckLevel::freshness, Verdict::unknown, Fault::tool_missing, "bconsole is not installed (Debian package bacula-console)");
    return false;
  }
  console_ = std::make_unique<BaculaConsole>(program, file, desk_);
  ProgramResult greeting = console_->say({"version"});
  auto trouble = console_->trouble_of(greeting, greeting.out);
  if (!trouble) {
    catalog_ = ask_through(*console_);
    reader_ = std::make_unique<BaculaReader>(*catalog_);
    return load_jobs(findings);
  }
  std::string catalog = bacula_catalog_file_of(folder_of(file) + "/bacula-dir.conf");
  if (!trouble->unreachable || catalog.empty()) {
    add_bacula_trouble(findings, *trouble);
    return false;
  }
  findings.add(CheckLevel::freshness, Verdict::warn, trouble->fault, trouble->detail + "  The catalog " + in_quotes(catalog) + " was read instead; restores are made by bextract");
  return reach_catalog_file(catalog, findings);
}

bool BaculaCopy::load_jobs(CopyFindings& findings) {
  std::vector<BaculaSeries> all;
  auto trouble = reader_->series(all);
  if (!trouble && !take_series(all, findings)) return false;
  if (!trouble) trouble = reader_->jobs(series_.some_job, jobs_);
  if (trouble) add_bacula_trouble(findings, *trouble);
  if (!trouble && reader_->since(jobs_))  // without logs the order of the runs must do
    for (BaculaJobRow& job : jobs_) job.since.clear();
  return !trouble;
}

/// The one series that is meant.
bool BaculaCopy::take_series(const std::vector<BaculaSeries>& all, CopyFindings& findings) {
  std::string job = bacula_setting(job_, "job"), client = bacula_setting(job_, "client");
  std::vector<std::string> jobs, clients;
  auto note = [](std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  std::vector<BaculaSeries> meant;
  for (const BaculaSeries& one : all) {
    note(jobs, one.job);
    if (!job.empty() && one.job != job) continue;
    note(clients, one.client);
    if (client.empty() || one.client == client) meant.push_back(one);
  }
  if (meant.size() == 1) {
    series_ = meant.front();
    return true;
  }
  std::string detail;
  if (all.empty()) detail = "the catalog knows of no backup";
  else if (clients.empty()) detail = "the catalog has no backup by the job " + in_quotes(job) + "; it has " + bacula_names_text(jobs);
  else if (meant.empty()) detail = "the catalog has no backup of the client " + in_quotes(client) + "; it has " + bacula_names_text(clients);
  else if (jobs.size() > 1 && job.empty()) detail = "name the job in \"select\": the catalog has " + bacula_names_text(jobs);
  else detail = "name the client in \"select\": the catalog has " + bacula_names_text(clients);
  findings.add(CheckLevel::freshness, Verdict::fail, Fault::no_points, detail);
  return false;
}

bool BaculaCopy::take_chain(const Look& look, BaculaChain& chain) {
  if (!reach(look.findings)) return false;
  chain = chain_of(look.point.id);
  if (chain.broken.empty()) return true;
  if (!look.findings.any(Fault::catalog_purged)) look.add(Verdict::fail, Fault::catalog_purged, chain.broken);
  return false;
}

const BaculaTree* BaculaCopy::tree_of(const Look& look, const BaculaChain& chain) {
  std::string key = chain.text();
  if (auto known = trees_.find(key); known != trees_.end()) return &known->second;
  std::map<std::int64_t, std::size_t> order;
  for (const BaculaJobRow* link : chain.links) order.emplace(link->id, order.size());
  BaculaTree tree;
  std::int64_t rows = 0;
  auto trouble = reader_->files(chain.ids(), [&](BaculaFileRow&& row) {
    if (++rows <= desk_.max_entries) tree.add(std::move(row), order[row.job]);
  });
  if (trouble) {
    look.add(*trouble);
    return nullptr;
  }
  if (rows > desk_.max_entries) {
    look.add(Verdict::unknown, Fault::expansion_limit, "the catalog lists " + std::to_string(rows) + " files; at most " + std::to_string(desk_.max_entries) + " are looked at");
    return nullptr;
  }
  if (tree.unreadable() > 0) {
    look.add(Verdict::fail, Fault::page_corrupt, std::to_string(tree.unreadable()) + " rows of the catalog's list of files cannot be read: restore the catalog from its own backup, or put the list back with bscan");
    return nullptr;
  }
  tree.finish(bacula_setting(job_, "path"));
  if (std::string unsafe = tree.unsafe(); !unsafe.empty()) {
    look.add(Verdict::fail, Fault::unsafe_entry, "the path " + shown_path(unsafe) + " leads out of the folder that it is restored to: the client's file daemon, or the catalog, cannot be trusted");
    return nullptr;
  }
  return &trees_.emplace(key, std::move(tree)).first->second;
}

std::vector<std::string> BaculaCopy::entries(const RestorePoint& point, CopyFindings& findings) {
  Look look{point, findings, CheckLevel::structure};
  BaculaChain chain;
  const BaculaTree* tree = take_chain(look, chain) ? tree_of(look, chain) : nullptr;
  return tree ? tree->files() : std::vector<std::string>{};
}

std::optional<std::int64_t> BaculaCopy::restore_size(const RestorePoint& point, CopyFindings& findings) {
  Look look{point, findings, CheckLevel::structure};
  BaculaChain chain;
  const BaculaTree* tree = take_chain(look, chain) ? tree_of(look, chain) : nullptr;
  return tree ? std::optional(tree->file_bytes()) : std::nullopt;
}

std::optional<double> BaculaCopy::changed_share(const RestorePoint& before, const RestorePoint& after) {
  CopyFindings ignored;
  Look old_look{before, ignored, CheckLevel::structure}, new_look{after, ignored, CheckLevel::structure};
  BaculaChain old_chain, new_chain;
  if (!take_chain(old_look, old_chain) || !take_chain(new_look, new_chain)) return {};
  const BaculaTree* old_tree = tree_of(old_look, old_chain);
  const BaculaTree* new_tree = tree_of(new_look, new_chain);
  if (!old_tree || !new_tree) return {};
  std::int64_t files = 0, changed = 0;
  for (const BaculaEntry& entry : new_tree->entries()) {
    if (!entry.regular()) continue;
    ++files;
    const BaculaEntry* was = old_tree->find(entry.path);
    bool same = was && was->stat.size == entry.stat.size && (entry.digest.empty() || was->digest.empty() ? was->stat.mtime == entry.stat.mtime : was->digest == entry.digest);
    if (!same) ++changed;
  }
  if (files == 0) return {};
  return static_cast<double>(changed) / static_cast<double>(files);
}

std::string BaculaCopy::log_of(std::int64_t id) {
  std::string text;
  if (reader_->log(id, text)) text.clear();  // no log is kept in the catalog
  return text;
}

std::unique_ptr<Copy> open_bacula_copy(const BackupJob& job, const VerifyDesk& desk) { return std::make_unique<BaculaCopy>(job, desk); }

}  // namespace outdesk
