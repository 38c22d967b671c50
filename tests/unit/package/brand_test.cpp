#include <doctest/doctest.h>
#include <fstream>

#include "../temp_folder.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"
#include "made_month.hpp"
#include "package/brand.hpp"
#include "package/build_package.hpp"
#include "package/check_package.hpp"

using namespace outdesk;

namespace {

/// A picture of one blue pixel.
const std::string& pixel() {
  static const std::string bytes = *from_base64(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGPQyt4CAAIMAUrkc6YQAAAAAElFTkSuQmCC");
  return bytes;
}

std::string written(const TempFolder& folder, const std::string& name, const std::string& bytes) {
  std::ofstream(folder / name, std::ios::binary) << bytes;
  return folder / name;
}

std::string refusal_of(const std::string& path) {
  try {
    read_brand(path);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a brand is a name, a PNG beside the file, and a colour that white can be read on") {
  TempFolder folder;
  written(folder, "logo.png", pixel());
  std::string path = written(folder, "brand.json", R"({"outdesk": "brand/1", "name": "ИТ-служба «Периметр»", "logo": "logo.png", "colour": "#0b5d3b"})");
  Brand brand = read_brand(path);
  CHECK(brand.name == "ИТ-служба «Периметр»");
  CHECK(brand.logo == pixel());
  CHECK(brand.colour == "0B5D3B");
  CHECK(brand.sha256.size() == 64);
  CHECK(read_brand(written(folder, "plain.json", R"({"outdesk": "brand/1"})")).logo.empty());
}

TEST_CASE("brands that could not be shown are refused with file and key") {
  TempFolder folder;
  written(folder, "logo.png", "<svg onload=alert(1)>");
  auto refused = [&](const std::string& body) { return refusal_of(written(folder, "brand.json", "{\"outdesk\": \"brand/1\", " + body + "}")); };
  CHECK(refused(R"("logo": "logo.png")").find("'logo': is no PNG picture") != std::string::npos);
  CHECK(refused(R"("logo": "nowhere.png")").find("nowhere.png") != std::string::npos);
  CHECK(refused(R"("colour": "FFD400")").find("'colour': is too light") != std::string::npos);
  CHECK(refused(R"("colour": "red")").find("'colour': must be a colour") != std::string::npos);
  CHECK(refused(R"("color": "1B2A49")").find("color") != std::string::npos);
  std::string huge = pixel();
  huge[16] = '\x7f';  // 2 thousand million pixels wide
  written(folder, "logo.png", huge);
  CHECK(refused(R"("logo": "logo.png")").find("2,000 pixels") != std::string::npos);
}

TEST_CASE("a package shows the brand in page, workbook, letter and manifest, and a page without one allows no pictures") {
  TempFolder folder;
  PackageInput month = made::package(Language::ru);
  std::string plain = read_file(build_package(month, PackageShelf(folder / "plain")).folder + "/romashka_2025-09_report.html");
  CHECK(plain.find("img-src") == plain.npos);
  month.brand.logo = pixel();
  month.brand.colour = "0B5D3B";
  PackageReceipt receipt = build_package(month, PackageShelf(folder / "branded"));
  CHECK(package_defects(receipt.folder) == std::vector<std::string>{});
  std::string page = read_file(receipt.folder + "/romashka_2025-09_report.html");
  CHECK(page.find("; img-src data:;") != page.npos);
  CHECK(page.find("src=\"data:image/png;base64,iVBORw0KGgo") != page.npos);
  CHECK(page.find("--heading: #0B5D3B") != page.npos);
  CHECK(read_file(receipt.folder + "/LETTER.txt").ends_with("ИТ-служба «Периметр»\n"));
  std::string names = "unzip -l '" + receipt.folder + "/romashka_2025-09_report.xlsx' | grep -q xl/media/image1.png && unzip -p '" + receipt.folder +
                      "/romashka_2025-09_report.xlsx' xl/styles.xml | grep -q FF0B5D3B";
  CHECK(std::system(names.c_str()) == 0);
}
