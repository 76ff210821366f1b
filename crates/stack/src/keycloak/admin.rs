//! The administrator of one running Keycloak, and the calls of the interface that only he may use.

use crate::http::{self, HttpAnswer};
use crate::{Service, StackError};

const ME: Service = Service::Keycloak;

/// Signed in.
#[derive(Debug)]
pub(crate) struct Admin {
    port: u16,
    bearer: String,
}

impl Admin {
    pub(crate) const NAME: &'static str = "evertill-admin";

    pub(crate) fn sign_in(port: u16, password: &str) -> Result<Admin, StackError> {
        let form = format!(
            "grant_type=password&client_id=admin-cli&username={}&password={password}",
            Admin::NAME
        );
        let path = "/realms/master/protocol/openid-connect/token";
        let answer = http::call(
            port,
            "POST",
            path,
            None,
            Some(("application/x-www-form-urlencoded", &form)),
        )
        .map_err(|e| StackError::answer(ME, "the administrator's sign-in", e))?;
        match answer.json()["access_token"].as_str() {
            Some(token) => Ok(Admin {
                port,
                bearer: format!("Bearer {token}"),
            }),
            None => Err(StackError::answer(
                ME,
                "the administrator's sign-in",
                answer.status,
            )),
        }
    }

    /// One call of the admin interface; a status that is no success is an error.
    pub(crate) fn call(
        &self,
        method: &str,
        path: &str,
        body: Option<&serde_json::Value>,
    ) -> Result<HttpAnswer, StackError> {
        let text = body.map(ToString::to_string);
        let body = text.as_deref().map(|t| ("application/json", t));
        let answer = http::call(self.port, method, path, Some(&self.bearer), body)
            .map_err(|e| StackError::answer(ME, path, e))?;
        if answer.ok() {
            Ok(answer)
        } else {
            Err(StackError::answer(
                ME,
                path,
                format!("{} {}", answer.status, answer.body),
            ))
        }
    }

    /// Lets this password sign in from now on, and no other.
    pub(crate) fn change_password(&self, password: &str) -> Result<(), StackError> {
        let found = self.call(
            "GET",
            &format!(
                "/admin/realms/master/users?exact=true&username={}",
                Admin::NAME
            ),
            None,
        )?;
        let id = found.json()[0]["id"].as_str().map(str::to_owned);
        let id = id.ok_or_else(|| StackError::answer(ME, "the administrator's id", "nothing"))?;
        let credential =
            serde_json::json!({ "type": "password", "value": password, "temporary": false });
        self.call(
            "PUT",
            &format!("/admin/realms/master/users/{id}/reset-password"),
            Some(&credential),
        )?;
        Ok(())
    }
}
