#include "package/brand.hpp"

#include <array>
#include <cmath>

#include "base/sha256.hpp"
#include "base/text.hpp"
#include "output/png_size.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLogoBytes = 200'000;
constexpr std::uint32_t kLogoPixels = 2000;
constexpr double kContrast = 4.5;

/// Relative luminance of RRGGBB (WCAG 2.1, "relative luminance").
double luminance(const std::string& colour) {
  constexpr std::array<double, 3> kWeights = {0.2126, 0.7152, 0.0722};
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    double part = std::stoi(colour.substr(2 * i, 2), nullptr, 16) / 255.0;
    sum += kWeights[i] * (part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

std::string read_colour(const JsonNode& node) {
  std::string colour = node.text();
  if (!colour.empty() && colour[0] == '#') colour.erase(0, 1);
  if (colour.size() != 6 || colour.find_first_not_of("0123456789abcdefABCDEF") != colour.npos)
    node.fail("must be a colour such as \"1B2A49\", not " + in_quotes(colour));
  for (char& c : colour) c = static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c);
  if (1.05 / (luminance(colour) + 0.05) < kContrast)
    node.fail("is too light: white text on it could not be read", "choose a darker one (contrast of 4.5 to white)");
  return colour;
}

std::string read_logo(const JsonNode& node, const std::string& brand) {
  std::string path = node.text();
  if (!path.starts_with('/')) {
    std::size_t slash = brand.rfind('/');
    path = (slash == brand.npos ? "" : brand.substr(0, slash + 1)) + path;
  }
  std::string bytes = read_file(path, kLogoBytes);
  std::optional<PictureSize> size = png_size(bytes);
  if (!size || size->width > kLogoPixels || size->height > kLogoPixels) node.fail("is no PNG picture of at most 2,000 pixels a side: " + in_quotes(path), "save the logo as PNG");
  return bytes;
}

}  // namespace

Brand read_brand(const std::string& path) {
  JsonFile file(path);
  JsonNode node = file.node();
  node.only({"outdesk", "name", "logo", "colour"});
  if (std::string schema = node.at("outdesk").text(); schema != "brand/1")
    node.at("outdesk").fail("this program reads \"brand/1\", not " + in_quotes(schema));
  Brand brand;
  if (auto name = node.find("name")) brand.name = name->text();
  if (auto colour = node.find("colour")) brand.colour = read_colour(*colour);
  if (auto logo = node.find("logo")) brand.logo = read_logo(*logo, path);
  brand.sha256 = hex(Sha256().add(brand.name).add("\n").add(brand.colour).add("\n").add(brand.logo).finish());
  return brand;
}

}  // namespace outdesk
