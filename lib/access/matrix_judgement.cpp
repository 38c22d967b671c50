#include "access/matrix_judgement.hpp"

#include <set>
#include <unordered_map>

#include "access/descriptor.hpp"
#include "access/scan_tree.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

using Kind = MatrixColumn::Kind;

std::vector<std::uint32_t> all_uids(const std::vector<Snapshot>& snapshots) {
  std::set<std::uint32_t> uids;
  for (const Snapshot& snapshot : snapshots)
    for (std::uint32_t uid : uids_in(snapshot)) uids.insert(uid);
  return {uids.begin(), uids.end()};
}

void keep_one_account(const std::string& wanted, std::vector<MatrixColumn>& columns) {
  std::vector<std::string> known;
  for (const MatrixColumn& column : columns) {
    known.push_back(column.account);
    if (column.name != column.account) known.push_back(column.name);
  }
  std::erase_if(columns, [&](const MatrixColumn& column) { return column.account != wanted && column.name != wanted; });
  if (!columns.empty()) return;
  std::string near = nearest(wanted, known);
  throw NotFound("there is no account " + in_quotes(wanted) + " in the matrix", near.empty() ? "leave --account out to see all" : "did you mean " + in_quotes(near) + "?");
}

[[noreturn]] void refuse_path(const std::string& wanted, const std::vector<Snapshot>& snapshots, const std::vector<std::string>& labels) {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < snapshots.size(); ++i)
    for (std::string& path : shown_folders(snapshots[i], labels[i]).paths) known.push_back(std::move(path));
  std::string near = nearest(wanted, known);
  throw NotFound("there is no folder " + in_quotes(wanted) + " in the snapshot",
                 near.empty() ? "paths begin with " + in_quotes(labels[0]) : "did you mean " + in_quotes(near) + "?");
}

std::vector<std::string> owners_of(const Snapshot& snapshot, const PosixIdentities& identities) {
  std::unordered_map<std::uint32_t, std::string> names;
  for (const PosixAccount& account : identities.accounts) names.emplace(account.uid, account.name);
  std::vector<std::string> owners;
  for (const std::string& bytes : snapshot.descriptors) {
    std::uint32_t uid = posix_descriptor(bytes).uid;
    auto known = names.find(uid);
    owners.push_back(known == names.end() ? "uid:" + std::to_string(uid) : known->second);
  }
  return owners;
}

/// Everybody over the columns, and a stranger, who is named nowhere, behind them.
std::vector<Credential> credentials_and_stranger(const MatrixColumns& columns) {
  std::vector<Credential> credentials;
  for (const MatrixColumn& column : columns.columns) credentials.push_back(column.credential);
  credentials.push_back({kNone - 1, {}});
  return credentials;
}

std::vector<JudgedTree> judge_trees(const MatrixJudgement& judgement, const std::vector<Snapshot>& snapshots, const MatrixOptions& options) {
  std::vector<JudgedTree> trees;
  std::vector<Credential> credentials = credentials_and_stranger(judgement.columns);
  std::vector<std::string> labels = tree_labels(snapshots);
  for (std::size_t i = 0; i < snapshots.size(); ++i) {
    const Snapshot& snapshot = snapshots[i];
    ShownFolders shown = shown_folders(snapshot, labels[i]);
    auto selected = select_below(snapshot, shown, options.path);
    if (!selected) continue;
    Effect effect = posix_effect(snapshot, credentials, {options.from_above, options.masks});
    trees.push_back({&snapshot, std::move(shown), *selected, std::move(effect), owners_of(snapshot, judgement.newest->identities)});
  }
  if (trees.empty()) refuse_path(options.path, snapshots, labels);
  return trees;
}

bool same_everywhere(const std::vector<JudgedTree>& trees, std::size_t a, std::size_t b) {
  for (const JudgedTree& tree : trees)
    for (const Profile& profile : tree.effect.profiles)
      if (profile.levels[a] != profile.levels[b]) return false;
  return true;
}

/// Service accounts that can do no more than the stranger say nothing.
void leave_out_strangers(const MatrixOptions& options, MatrixJudgement& judgement) {
  std::size_t stranger = judgement.columns.columns.size();
  for (std::size_t i = 0; i < stranger; ++i) {
    const MatrixColumn& column = judgement.columns.columns[i];
    bool asked_for = options.all_accounts || !options.account.empty() || column.kind != Kind::service || column.credential.root();
    if (asked_for || !same_everywhere(judgement.trees, i, stranger)) judgement.kept.push_back(i);
    else ++judgement.service_left_out;
  }
}

}  // namespace

MatrixJudgement judge_matrix(const MatrixSubject& subject, const std::vector<Snapshot>& snapshots, const MatrixOptions& options) {
  MatrixJudgement judgement;
  for (const Snapshot& snapshot : snapshots)
    if (!judgement.newest || snapshot.taken > judgement.newest->taken) judgement.newest = &snapshot;
  judgement.columns = matrix_columns(judgement.newest->identities, subject.people, all_uids(snapshots));
  auto& columns = judgement.columns.columns;
  if (options.people_only) std::erase_if(columns, [](const MatrixColumn& column) { return column.kind != Kind::person; });
  if (!options.account.empty()) keep_one_account(options.account, columns);
  judgement.trees = judge_trees(judgement, snapshots, options);
  leave_out_strangers(options, judgement);
  return judgement;
}

}  // namespace outdesk
