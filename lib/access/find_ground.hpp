// Which request stands behind a change of access.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "client/contract.hpp"
#include "store/db.hpp"

namespace outdesk {

struct Ground {
  std::string ticket, requester;
};

/// What a request must name to be the ground of a change.
struct GroundWanted {
  std::string account, name;              ///< of the person; the name may be empty
  std::vector<std::string> places;        ///< any of these: folders on the path, groups
  Instant before;                         ///< the change was seen then
};

/// What a change seen at `seen` must be asked for with: the folder's own name must be said, a request for the folder above is not
/// one for this folder; or the name of a group that brought it ("+Sales").
GroundWanted wanted_for(const std::string& account, const std::string& name, const std::string& path, const std::vector<std::string>& groups, Instant seen);

/// Finds the last request of a client, received up to 60 days before a change and not after it, whose subject, body or
/// messages of before the change name one of the places, and which names the person there or comes from him.  A person is named by the account or
/// by the family name; words count
/// whatever their endings ("Титовой" is "Титова"), so that both languages work.
class GroundFinder {
 public:
  GroundFinder(Db& db, std::int64_t client, Period seen);
  std::optional<Ground> find(const GroundWanted& wanted) const;

 private:
  /// One line of a request's journal.
  struct Said {
    Instant at;
    std::string text;  ///< folded
  };
  struct Request {
    Instant received;
    Ground ground;
    std::vector<Said> said;
    std::vector<std::string> sender; ///< words of the requester's name, folded, sorted
  };
  /// A request that names a person, and since when.
  struct Named {
    std::size_t request;  ///< place in `requests_`
    Instant since;
  };
  std::vector<Named> requests_naming(const std::string& account, const std::string& name) const;

  std::vector<Request> requests_;    ///< by time of receipt
  mutable std::map<std::pair<std::string, std::string>, std::vector<Named>> named_;  ///< by account and name: many changes are of few people
};

}  // namespace outdesk
