#include "workbook/words.hpp"

namespace outdesk {

const WorkbookWords& words_of(Language language) {
  static const WorkbookWords kEnglish = {
      .nothing = "none",
      .section = "Section",
      .light = "Status",
      .month = "This month",
      .meaning = "What it means",
      .trend = "Trend",
      .to_do = "What is needed",
      .chart_data = "Chart data",
      .point = "Point",
      .sheet = "Sheet",
      .page = "page",
      .of = "of",
      .own = "●",
      .taken_away = "−",
      .cut = "Texts longer than a cell can hold (32,767 characters), cut on this sheet: "};
  static const WorkbookWords kRussian = {
      .nothing = "нет записей",
      .section = "Раздел",
      .light = "Итог",
      .month = "За месяц",
      .meaning = "Что это значит",
      .trend = "Изменение",
      .to_do = "Что нужно",
      .chart_data = "Данные графиков",
      .point = "Точка",
      .sheet = "Лист",
      .page = "стр.",
      .of = "из",
      .own = "●",
      .taken_away = "−",
      .cut = "Тексты длиннее ячейки (32 767 знаков), обрезано на этом листе: "};
  return language == Language::ru ? kRussian : kEnglish;
}

}  // namespace outdesk
