// The trees of a server judged for everybody who stands over a matrix, before anything is put in words.
#pragma once

#include <string>
#include <vector>

#include "access/effect.hpp"
#include "access/matrix_columns.hpp"
#include "access/matrix_lines.hpp"
#include "access/matrix_report.hpp"

namespace outdesk {

/// One tree with all that its lines need.
struct JudgedTree {
  const Snapshot* snapshot;
  ShownFolders shown;
  Selected selected;
  Effect effect;                    ///< its columns are MatrixJudgement::columns, and a stranger behind them
  std::vector<std::string> owners;  ///< by descriptor: account, "uid:1234" or a SID; empty where nobody said
  std::vector<bool> conditional;    ///< by descriptor: it has entries with conditions
  const Identities* identities;     ///< who is who for all trees: of the newest snapshot
};

struct MatrixJudgement {
  const Snapshot* newest = nullptr;  ///< whose identities count
  MatrixColumns columns;
  std::vector<JudgedTree> trees;     ///< those in which the wanted path lies
  std::vector<std::size_t> kept;     ///< places of the columns that are shown
  std::size_t service_left_out = 0;

  const MatrixColumn& column(std::size_t shown) const { return columns.columns[kept[shown]]; }
};

/// `snapshots` must outlive the result.  Throws NotFound as make_matrix.
MatrixJudgement judge_matrix(const MatrixSubject& subject, const std::vector<Snapshot>& snapshots, const MatrixOptions& options);

}  // namespace outdesk
