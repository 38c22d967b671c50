#include "verify/tree_problem.hpp"

#include <cerrno>
#include <system_error>

namespace outdesk {

TreeProblem problem_of_errno(int error, const std::string& before) {
  TreeProblem problem{TreeProblem::Kind::other, before + std::generic_category().message(error)};
  switch (error) {
    case EACCES: case EPERM: problem.kind = TreeProblem::Kind::refused; break;
    case EIO: case EUCLEAN: case EBADMSG: case EREMOTEIO: case EILSEQ: problem.kind = TreeProblem::Kind::damaged; break;
    case ENOENT: case ESTALE: problem.kind = TreeProblem::Kind::changing; break;
    case ENAMETOOLONG: problem.kind = TreeProblem::Kind::too_much; break;
    default: break;
  }
  return problem;
}

TreeProblem problem_of_opening(int error) {
  if (error == ENOENT || error == ESTALE) return {TreeProblem::Kind::changing, "it vanished while the tree was read"};
  bool another = error == ELOOP || error == EBADF || error == ENXIO || error == ENOTDIR;
  return another ? TreeProblem{TreeProblem::Kind::changing, "another thing took its place while the tree was read"} : problem_of_errno(error);
}

}  // namespace outdesk
