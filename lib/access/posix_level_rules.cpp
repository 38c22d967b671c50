#include "access/posix_level_rules.hpp"

namespace outdesk {

namespace {

Level level_by_calls(bool lists, bool opens_things, bool makes) {
  if (lists && opens_things) return makes ? Level::change : Level::read;
  if (makes) return Level::write;
  if (lists) return Level::list;
  return opens_things ? Level::traverse : Level::none;
}

Level level_of(Combos granted) {
  Level level = level_by_calls(granted.grants(kRead), granted.grants(kExecute), granted.grants(kWrite | kExecute));
  return level == Level::none && granted.grants(kWrite) ? Level::special : level;
}

/// True where a person who is named nowhere would have something.
bool others_have_more(const PosixObject& folder) {
  Level others = level_of(Combos::of(folder.mode & 7));
  return others != Level::none && others != Level::special;
}

}  // namespace

Level posix_level(const PosixObject& folder, Combos granted, PosixStanding standing) {
  if (!standing.reached) return Level::none;
  Level level = level_of(granted);
  if (level == Level::change && standing.may_change_rights) return Level::full;
  if (level == Level::change && folder.sticky()) return Level::edit;
  if (level == Level::none && !standing.may_change_rights && others_have_more(folder)) return Level::denied;
  return level;
}

}  // namespace outdesk
