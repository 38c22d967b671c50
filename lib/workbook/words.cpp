#include "workbook/words.hpp"

namespace outdesk {

const Words& words_of(Language language) {
  static const Words kEnglish = {
      "Total",
      "none",
      "Section",
      "Status",
      "This month",
      "What it means",
      "Trend",
      "Figure",
      "Value",
      "Note",
      "No.",
      "What is needed",
      "Chart data",
      "Point",
      "Target",
      "at or over target",
      "under target",
      "Sheet",
      "page",
      "of",
      "●",
      "changed",
      "−",
      [](std::int64_t count) {
        return "Texts longer than a cell can hold (32,767 characters), cut on this sheet: " +
               std::to_string(count);
      }};
  static const Words kRussian = {
      "Всего",
      "нет записей",
      "Раздел",
      "Итог",
      "За месяц",
      "Что это значит",
      "Изменение",
      "Показатель",
      "Значение",
      "Примечание",
      "№",
      "Что нужно",
      "Данные графиков",
      "Точка",
      "Цель",
      "не ниже цели",
      "ниже цели",
      "Лист",
      "стр.",
      "из",
      "●",
      "изменено",
      "−",
      [](std::int64_t count) {
        return "Тексты длиннее ячейки (32 767 знаков), обрезано на этом листе: " +
               std::to_string(count);
      }};
  return language == Language::ru ? kRussian : kEnglish;
}

}  // namespace outdesk
