#include "access/access_words.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "base/text.hpp"

namespace outdesk::access_words {

namespace {

struct Look {
  Phrase sign, words;
  std::string_view fill, ink;
  bool bold;
  Tone tone;
};

/// By Level.
constexpr Look kLooks[kLevels] = {
    {{"", ""}, {"no access", "нет доступа"}, "", "", false, Tone::neutral},
    {{"×", "×"}, {"denied", "запрет"}, "FBE4E4", "8B1A1A", false, Tone::bad},
    {{"↓", "↓"}, {"pass through only", "только проход вглубь"}, "FFFFFF", "4B5563", false, Tone::neutral},
    {{"l", "с"}, {"list of names only", "только список имён"}, "EEF4FA", "24476B", false, Tone::neutral},
    {{"w", "з"}, {"put in only", "только запись"}, "FBE8BE", "000000", false, Tone::neutral},
    {{"r", "ч"}, {"read", "чтение"}, "DCE9F5", "24476B", false, Tone::neutral},
    {{"e", "р"}, {"change, not delete others' files", "изменение без удаления чужого"}, "F7D68A", "000000", false, Tone::neutral},
    {{"W", "Р"}, {"read and change", "чтение и изменение"}, "F4C152", "000000", true, Tone::neutral},
    {{"F", "П"}, {"full: may hand out rights", "полный доступ: может раздавать права"}, "1B2A49", "FFFFFF", true, Tone::neutral},
    {{"*", "*"}, {"special", "особые права"}, "E9DDF7", "4A2373", false, Tone::attention},
    {{"?", "?"}, {"not read", "прочитать не удалось"}, "E4E7EC", "374151", false, Tone::no_data},
};

constexpr Phrase kReasons[] = {
    {"", ""},
    {"the scanning account may not open it", "читавшей учётной записи вход закрыт"},
    {"the file system reported an error", "ошибка файловой системы"},
    {"another file system begins there; it is scanned by itself", "здесь начинается другая файловая система, она читается отдельно"},
    {"too deep", "слишком глубокая вложенность"},
    {"its access list is damaged", "список доступа повреждён"},
    {"the export holds what lies in it and not the folder itself", "в выгрузке есть вложенное, но нет самой папки"},
    {"what was read does not say who may enter", "прочитанное не говорит, кто может войти"},
};

}  // namespace

Grid::Paint paint_of(Level level, Language language) {
  const Look& look = kLooks[static_cast<int>(level)];
  return {{std::string(code_of(level)), say(look.words, language), look.tone}, say(look.sign, language), std::string(look.fill), std::string(look.ink), look.bold, ""};
}

std::string remark_words(const std::string& remark, Language language) {
  static const std::map<std::string, Phrase, std::less<>> kRemarks = {
      {"icacls-failed", {"icacls could not read {fact} objects, and its log does not name all of them", "icacls не прочитал объектов: {fact}, и журнал называет не все"}},
      {"taken-for-files", {"paths taken for files, for nothing lies below them and nobody may enter them: {fact}", "сочтены файлами, так как ниже ничего нет и войти нельзя никому: {fact}"}},
      {"above-unknown", {"the list does not tell who may pass the folders above {fact}", "список не говорит, кто может пройти через папки выше {fact}"}},
      {"more-complaints", {"more complaints of getfacl: {fact}", "ещё жалоб getfacl: {fact}"}},
      {"no-leading-slash", {"the list has paths without a leading slash: {fact}; 'getfacl -p' leaves no doubt", "в списке пути без начальной косой черты: {fact}; «getfacl -p» не оставляет сомнений"}},
      {"no-object-sid", {"{fact} has no objectSid and is passed over", "{fact}: нет objectSid, запись пропущена"}},
      {"list-cut", {"the export holds only a part of {fact}: people may be missing from it", "в выгрузке только часть {fact}: кого-то в ней может не быть"}},
      {"member-unknown", {"{fact}, who is not in the export", "{fact}, а в выгрузке его нет"}},
      {"local-groups-of-directory", {"the server's local groups were not listed; those of the directory itself stand for them, which is right for a domain controller only",
                                     "локальные группы сервера не даны; вместо них взяты группы самого каталога, что верно только для контроллера домена"}},
      {"local-groups-assumed", {"the server's local groups were not listed; Administrators is taken to hold Domain Admins, Users Domain Users, Guests Domain Guests",
                                "локальные группы сервера не даны; принято: в Administrators входят Domain Admins, в Users — Domain Users, в Guests — Domain Guests"}},
  };
  std::size_t colon = remark.find(':');
  auto known = kRemarks.find(std::string_view(remark).substr(0, colon));
  if (known == kRemarks.end()) return remark;
  return say(known->second, language, {{"fact", colon == remark.npos ? "" : std::string(trimmed(std::string_view(remark).substr(colon + 1)))}});
}

Grid::Paint paint_of(Level level, Level files, Language language) {
  Grid::Paint paint = paint_of(level, language), inner = paint_of(files, language);
  paint.mark.words = say(files_get, language, {{"folder", paint.mark.words}, {"files", inner.mark.words}});
  paint.inner = inner.mark.code;
  paint.sign = (paint.sign.empty() ? "–" : paint.sign) + "/" + (inner.sign.empty() ? "–" : inner.sign);
  return paint;
}

Mark mark_of(const Cell& cell, Language language) {
  Mark mark = paint_of(cell.own, language).mark;
  mark.tone = Tone::neutral;
  if (cell.files == cell.own) return mark;
  Mark files = paint_of(cell.files, language).mark;
  return {mark.code + "/" + files.code, say(files_get, language, {{"folder", mark.words}, {"files", files.words}}), Tone::neutral};
}

Mark mark_of(Than than, Language language) {
  constexpr Phrase kWords[] = {{"the same", "столько же"}, {"▲ more", "▲ больше"}, {"▼ less", "▼ меньше"}, {"◆ other", "◆ иначе"}};
  return {std::string(code_of(than)), say(kWords[static_cast<int>(than)], language), Tone::neutral};
}

Mark mark_of(Cause cause, Language language) {
  constexpr Phrase kWords[] = {{"rights of the folder", "права папки"}, {"groups of the person", "группы сотрудника"}, {"rights and groups", "права и группы"},
                               {"rights of the share", "права ресурса"}, {"the account", "учётная запись"}, {"a new folder", "новая папка"}};
  return {std::string(code_of(cause)), say(kWords[static_cast<int>(cause)], language), Tone::neutral};
}

std::string rights_words(std::uint32_t mask, Language language) {
  struct Named { std::uint32_t mask; Phrase words; };
  static constexpr Named kWhole[] = {{0x1F01FF, {"full control", "полный доступ"}}, {0x1301FF, {"change, with deleting what lies inside", "изменение с удалением вложенного"}},
                                     {0x1301BF, {"change", "изменение"}}, {0x1201BF, {"read, write, execute", "чтение, запись, выполнение"}},
                                     {0x1200A9, {"read and execute", "чтение и выполнение"}}, {0x120089, {"read", "чтение"}}, {0x120116, {"write", "запись"}}};
  static constexpr Named kSingle[] = {{1, {"list and read", "список и чтение"}}, {2, {"create files, write", "создание файлов, запись"}}, {4, {"create folders, append", "создание папок, дозапись"}},
                                      {8, {"read extended attributes", "чтение доп. атрибутов"}}, {0x10, {"write extended attributes", "запись доп. атрибутов"}}, {0x20, {"pass, execute", "проход, выполнение"}},
                                      {0x40, {"delete what lies inside", "удаление вложенного"}}, {0x80, {"read attributes", "чтение атрибутов"}}, {0x100, {"write attributes", "запись атрибутов"}},
                                      {0x10000, {"delete", "удаление"}}, {0x20000, {"read the rights", "чтение прав"}}, {0x40000, {"change the rights", "смена прав"}},
                                      {0x80000, {"take ownership", "смена владельца"}}, {0x100000, {"synchronize", "синхронизация"}}};
  mask &= 0x1F01FF;
  if (mask == 0) return say(nothing, language);
  for (const auto& [whole, words] : kWhole)
    if (mask == whole) return say(words, language);
  std::vector<std::string> parts;
  for (const auto& [single, words] : kSingle)
    if (mask & single) parts.push_back(say(words, language));
  return join(parts, ", ");
}

std::string reason_of(Unread unread, Language language) {
  auto number = static_cast<std::size_t>(unread);
  return say(kReasons[number < std::size(kReasons) ? number : 2], language);
}

}  // namespace outdesk::access_words
