"""The filters of the matrix: what the page says and shows is what data.json gives."""
import re

from selenium.webdriver.common.keys import Keys

from sample import check, equal

CLOSED = {"none", "denied", "traverse", "unread"}  # lib/access/level.hpp, opens()
ALL_DEPTHS = 99
GRID = "const grid = document.querySelector('.grid'), field = name => grid.querySelector(`[data-filter=${name}]`);"


def folded(text):
    return re.sub(r"\s+", " ", text.lower().replace("ё", "е")).strip()


class Matrix:
    """The matrix by data.json."""

    def __init__(self, data):
        self.folders, self.accounts = data["access"]["folders"], data["access"]["accounts"]

    def people(self, words):
        said = lambda account: folded(f"{account['department']} {account['name']} {account['account']}")
        return [account["account"] for account in self.accounts if all(word in said(account) for word in folded(words).split())]

    def opens(self, folder, people):
        return any(folder["levels"][account] not in CLOSED for account in people)

    def unread(self, folder, people):
        return any(folder["levels"][account] == "unread" for account in people)

    def shown(self, row="", person="", depth=ALL_DEPTHS, access=False, flag=False):
        people = self.people(person)
        return [folder["path"] for folder in self.folders
                if all(word in folded(folder["path"]) for word in folded(row).split()) and folder["depth"] <= depth and (folder["own_rights"] or not flag)
                and (not access or self.opens(folder, people) or self.unread(folder, people))]

    def reach(self, account):
        return sum(self.opens(folder, [account]) for folder in self.folders)


def rows_of(browser):
    """Paths of the rows that are shown, as one reads them where no parent stands above."""
    return browser.js(GRID + """
        return [...grid.querySelectorAll("tbody tr")].filter(row => !row.hidden).map(row => {
          const name = row.cells[0].cloneNode(true);
          name.querySelectorAll(".flag").forEach(flag => flag.remove());
          return name.textContent.trim();
        });""")


def columns_of(browser):
    return browser.js(GRID + "return [...grid.querySelectorAll('thead .person')].filter(head => !head.hidden).length;")


def output_of(browser):
    return browser.js(GRID + "return grid.querySelector('output').textContent;")


def compare(browser, matrix, wanted, how):
    shown, people = matrix.shown(**wanted), matrix.people(wanted.get("person", ""))
    equal(rows_of(browser), shown, f"folders shown {how}")
    equal(columns_of(browser), len(people), f"people shown {how}")
    said, every = output_of(browser), len(matrix.folders)
    numbers = [int(number) for number in re.findall(r"\d+", re.sub("[^\\w\\s]", " ", said))]
    name = next((account["name"] for account in matrix.accounts if [account["account"]] == people), "")
    unread = sum(matrix.unread(folder, people) and not matrix.opens(folder, people) for folder in matrix.folders if folder["path"] in shown)
    counts = [matrix.reach(people[0]), every, len(shown)] if name else [len(shown) - unread, every] + [unread] * bool(unread) + [len(people), len(matrix.accounts)]
    check(not name or said.startswith(name), f"the person is not named {how}: {said}")
    if not (name and unread):
        equal(numbers, counts, f"counts said {how}: {said}")


def set_by_script(browser, wanted):
    browser.js(GRID + """
        for (const box of grid.querySelectorAll("[data-filter]")) {
          const value = arguments[0][box.dataset.filter];
          if (box.type === "checkbox") box.checked = Boolean(value);
          else box.value = value === undefined ? (box.tagName === "SELECT" ? "99" : "") : String(value);
        }
        field("row").dispatchEvent(new Event("input", { bubbles: true }));""", wanted)
    browser.frame()


def by_script(browser, matrix):
    last = matrix.accounts[-2]
    for wanted in ({}, {"row": "2025"}, {"row": "бухгалтерия 2025"}, {"row": "no such folder"}, {"person": last["name"]}, {"person": last["name"], "access": True},
                   {"person": matrix.accounts[2]["department"]}, {"person": matrix.accounts[2]["department"], "access": True}, {"depth": 0}, {"depth": 1},
                   {"flag": True}, {"row": "отч", "flag": True, "depth": 2}):
        set_by_script(browser, wanted)
        compare(browser, matrix, wanted, f"for {wanted}")
        if wanted.get("row") == "no such folder":
            check(browser.js(GRID + "return !grid.querySelector('.nothing').hidden"), "nothing says that nothing was found")
    for account in matrix.accounts:
        set_by_script(browser, {"person": account["name"] + " " + account["account"], "access": True})
        equal(len(rows_of(browser)), matrix.reach(account["account"]), f"folders that {account['account']} can open")


def changed(browser):
    """Only where the sample has changes; the rows are those with a framed cell."""
    framed = browser.js(GRID + "return [...grid.querySelectorAll('tbody tr')].filter(row => row.querySelector('td.x')).length;")
    if not framed:
        return check(not browser.js(GRID + "return Boolean(field('changed'))"), "nothing changed, and one can ask for it")
    set_by_script(browser, {"changed": True})
    equal(len(rows_of(browser)), framed, "folders shown where only changed are wanted")


def reach_by_tab(browser, name, most=120):
    for _ in range(most):
        browser.type(Keys.TAB)
        if browser.js("return document.activeElement.dataset.filter || ''") == name:
            ring = browser.js("const style = getComputedStyle(document.activeElement); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2")
            check(ring, f"nothing shows that the keyboard is at '{name}'")
            return True
    return check(False, f"the keyboard does not reach '{name}'")


def by_keyboard(browser, matrix):
    person = matrix.accounts[-2]
    wanted = {}
    for name, keys, value in (("row", "20", "20"), ("person", person["account"], person["account"]), ("depth", Keys.ARROW_DOWN * 3, 2), ("access", " ", True), ("flag", " ", True)):
        if not reach_by_tab(browser, name):
            return
        browser.type(keys)
        browser.frame()
        wanted[name] = value
        compare(browser, matrix, wanted, f"by keyboard for {wanted}")


def offered(browser, matrix):
    """Every person and department can be chosen from the list beside the field."""
    values = browser.js(GRID + "const list = field('person').list; return list ? [...list.options].map(option => option.value) : [];")
    for account in matrix.accounts:
        check(any(account["name"] in value and account["account"] in value for value in values), f"{account['account']} is not offered")
    for department in {account["department"] for account in matrix.accounts if account["kind"] == "person"}:
        check(department in values, f"the department {department} is not offered")
    for value in values:
        set_by_script(browser, {"person": value})
        check(columns_of(browser) > 0, f"'{value}' is offered and finds nobody")


def check_matrix(browser, package):
    matrix = Matrix(package.data)
    browser.open(package.page)
    by_script(browser, matrix)
    offered(browser, matrix)
    changed(browser)
    browser.open(package.page)
    by_keyboard(browser, matrix)
