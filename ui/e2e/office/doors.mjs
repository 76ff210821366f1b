// Who comes in: nobody, a cashier, an admin; by every way in, and out again.
import { strictEqual as equal, ok } from "node:assert";

export const doors = (office) => [
  [
    "nobody is told nothing, and sent to sign in",
    async () => {
      for (const path of ["me", "live"]) {
        const answer = await fetch(`${office.server.url}/admin/api/${path}`);
        equal(answer.status, 401);
        equal((await answer.json()).code, "staff_unauthorized");
      }
      const page = await fetch(`${office.server.url}/admin/queues`, { redirect: "manual" });
      equal(page.status, 303);
      equal(page.headers.get("location"), "/admin/sign-in?to=/admin/queues");
      ok(page.headers.get("content-security-policy").includes("frame-ancestors 'none'"));
    },
  ],
  [
    "a cashier is told in words that this is not for cashiers, and can sign out",
    async () => {
      const tab = await office.comes("carol");
      await tab.goto(`${office.server.url}/admin`);
      await office.signs(tab, "carol");
      await tab.waitForSelector("h1:has-text('This page is for admins')");
      ok((await tab.innerText("main")).includes("Carol Dean"));
      const answers = await tab.evaluate(async () =>
        Promise.all(
          ["/admin", "/admin/api/me", "/admin/api/live"].map(async (path) => (await fetch(path)).status),
        ),
      );
      equal(answers.join(), "403,403,403");
      await office.see("cashier");
      await tab.click("button:has-text('Sign out')");
      await tab.waitForSelector("h1:has-text('You are signed out')");
      await office.see("signed-out");
      // The provider has forgotten her, too: the next one must say who they are.
      await tab.click("a:has-text('Sign in')");
      await tab.waitForSelector("#username");
      await tab.context().close();
    },
  ],
  [
    "an admin signs in at the provider on another site and comes to the page that was asked for",
    async () => {
      const tab = await office.comes("ada");
      // The provider is at 127.0.0.1, so localhost is another site: strict cookies are put to the test.
      const here = office.server.url.replace("127.0.0.1", "localhost");
      await tab.goto(`${here}/admin/registers?sort=heard`);
      await office.signs(tab, "ada");
      await tab.waitForSelector("[data-testid=office][data-health=live]");
      equal(await tab.evaluate(() => location.pathname + location.search), "/admin/registers?sort=heard");
      equal(await tab.innerText("[data-testid=me]"), "Ada Lindqvist");
      const cookies = await tab.context().cookies(`${here}/admin`);
      const session = cookies.find((cookie) => cookie.name === "evertill_admin");
      equal([session.httpOnly, session.sameSite, session.path].join(), "true,Strict,/admin");
      equal(cookies.length, 1, "the cookie of the sign-in is gone");
      equal(await tab.evaluate(() => document.cookie), "");
    },
  ],
  [
    "a link on another site leads to the page without signing in again",
    async () => {
      const tab = office.people.ada;
      const here = new URL(tab.url()).origin;
      await tab.goto(`${process.env.OIDC_ISSUER}/.well-known/openid-configuration`);
      await tab.evaluate((to) => {
        const link = document.createElement("a");
        link.href = to;
        document.body.append(link);
        link.click();
      }, `${here}/admin/audit`);
      await tab.waitForURL(`${here}/admin/audit`);
      await tab.waitForSelector("[data-testid=office][data-health=live]");
      const [{ count }] = await office.ask("select count(*) from admin.session");
      equal(count, "1", "no second session");
    },
  ],
  [
    "what another page asks for is not done",
    async () => {
      const tab = office.people.ada;
      const post = (headers) =>
        tab.evaluate(async (extra) => {
          const answer = await fetch("/admin/api/parked/1/discard", {
            method: "POST",
            headers: { "content-type": "application/json", ...extra },
            body: '{"reason":"because"}',
          });
          return answer.status;
        }, headers);
      equal(await post({}), 403, "without the page's own header");
      equal(await post({ "evertill-admin": "1" }), 404, "with it, but there is no such message");
      tab.wrong.length = 0;
    },
  ],
];
