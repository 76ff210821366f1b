//! The server's talk with the identity provider: authorization code with PKCE S256, and the end of a session.
//!
//! What keeps a foreign answer out is checked here: the issuer (RFC 9207), the nonce, and the ID token's signature,
//! issuer and audience. The caller checks the state. No token leaves the server.

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClient,
    CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{
    AdditionalProviderMetadata, AuthorizationCode, ClientId, CsrfToken, HttpRequest, HttpResponse,
    IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, ProviderMetadata,
    RedirectUrl, Scope, TokenResponse,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use thiserror::Error;

/// How long the provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum SignInError {
    /// It does not answer.
    #[error("the sign-in page can't be reached: {0}")]
    Away(String),
    /// It answers, but not as it should.
    #[error("its answer can't be trusted: {0}")]
    Untrusted(String),
    /// It says no.
    #[error("it refused: {0}")]
    Refused(String),
}

/// Who the provider is, and which client we are there.
pub(super) struct Provider<'a> {
    /// Its issuer.
    pub issuer: &'a str,
    /// Our client id.
    pub client: &'a str,
    /// Where it sends the browser back to.
    pub redirect: &'a str,
}

/// A sign-in that was begun: where the browser goes, and what to remember.
pub(super) struct Begun {
    pub address: String,
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

/// What the browser brought back.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Answer {
    pub state: Option<String>,
    pub iss: Option<String>,
    code: Option<String>,
    error: Option<String>,
}

/// What came of it.
pub(super) struct Tokens {
    pub access: String,
    pub id: String,
    pub subject: String,
}

/// What these add to the provider's description: RFC 9207 and RP-initiated logout.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct More {
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    end_session_endpoint: Option<reqwest::Url>,
}

impl AdditionalProviderMetadata for More {}

type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

impl Provider<'_> {
    /// Begins a sign-in.
    pub async fn begin(&self) -> Result<Begun, SignInError> {
        let (metadata, _) = self.discover().await?;
        let client = CoreClient::from_provider_metadata(metadata, self.client_id(), None)
            .set_redirect_uri(self.redirect_url()?);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (address, state, nonce) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        Ok(Begun {
            address: address.into(),
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        })
    }

    /// Makes tokens of what the browser brought back.
    pub async fn finish(
        &self,
        answer: Answer,
        nonce: String,
        verifier: String,
    ) -> Result<Tokens, SignInError> {
        let (metadata, http) = self.discover().await?;
        let names_issuer = metadata
            .additional_metadata()
            .authorization_response_iss_parameter_supported;
        let code = self.code_of(answer, names_issuer)?;
        let client = CoreClient::from_provider_metadata(metadata, self.client_id(), None)
            .set_redirect_uri(self.redirect_url()?);
        let send = |request: HttpRequest| call(http.clone(), request);
        let token = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(untrusted)?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier))
            .request_async(&send)
            .await
            .map_err(|error| match error {
                openidconnect::RequestTokenError::Request(error) => away(&error),
                openidconnect::RequestTokenError::ServerResponse(answer) => {
                    SignInError::Refused(answer.error().to_string())
                }
                other => untrusted(other),
            })?;
        // Its hours are judged by the access token's, on the server's own clock.
        let judge = client.id_token_verifier().set_time_fn(Default::default);
        let id_token = token
            .id_token()
            .ok_or_else(|| untrusted("it sent no ID token"))?;
        let claims = id_token
            .claims(&judge, &Nonce::new(nonce))
            .map_err(untrusted)?;
        Ok(Tokens {
            subject: claims.subject().as_str().to_owned(),
            id: id_token.to_string(),
            access: token.access_token().secret().clone(),
        })
    }

    /// Where the browser ends its session at the provider, if that has such a place.
    pub async fn sign_out_address(
        &self,
        id_token: &str,
        back: &str,
    ) -> Result<Option<String>, SignInError> {
        let (metadata, _) = self.discover().await?;
        let place = metadata.additional_metadata().end_session_endpoint.clone();
        Ok(place.map(|mut place| {
            place
                .query_pairs_mut()
                .append_pair("id_token_hint", id_token)
                .append_pair("client_id", self.client)
                .append_pair("post_logout_redirect_uri", back);
            place.into()
        }))
    }

    async fn discover(&self) -> Result<(Metadata, reqwest::Client), SignInError> {
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| away(&error))?;
        let send = |request: HttpRequest| call(http.clone(), request);
        let issuer = IssuerUrl::new(self.issuer.to_owned()).map_err(untrusted)?;
        let metadata =
            Metadata::discover_async(issuer, &send)
                .await
                .map_err(|error| match error {
                    openidconnect::DiscoveryError::Request(error) => away(&error),
                    other => untrusted(other),
                })?;
        Ok((metadata, http))
    }

    fn client_id(&self) -> ClientId {
        ClientId::new(self.client.to_owned())
    }

    fn redirect_url(&self) -> Result<RedirectUrl, SignInError> {
        RedirectUrl::new(self.redirect.to_owned()).map_err(untrusted)
    }

    /// The code, if the answer is one of this issuer's.
    fn code_of(&self, answer: Answer, names_issuer: bool) -> Result<String, SignInError> {
        match answer.iss {
            Some(named) if named != self.issuer => {
                return Err(untrusted("the answer names another issuer"));
            }
            None if names_issuer => return Err(untrusted("the answer does not name its issuer")),
            _ => {}
        }
        if let Some(error) = answer.error {
            return Err(SignInError::Refused(error));
        }
        answer
            .code
            .ok_or_else(|| untrusted("the answer has no code"))
    }
}

async fn call(http: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, reqwest::Error> {
    let response = http.execute(request.try_into()?).await?;
    let (status, headers) = (response.status(), response.headers().clone());
    let mut answer = HttpResponse::new(response.bytes().await?.to_vec());
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    Ok(answer)
}

/// The words of an error without the address, which can carry secrets in its query.
fn away(error: &reqwest::Error) -> SignInError {
    let words = if error.is_timeout() {
        "it does not answer in time"
    } else {
        "nothing answers at its address"
    };
    SignInError::Away(words.to_owned())
}

fn untrusted(reason: impl ToString) -> SignInError {
    SignInError::Untrusted(reason.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_taken_only_from_this_issuers_answer() {
        let provider = Provider {
            issuer: "https://id.example",
            client: "admin",
            redirect: "http://127.0.0.1/admin/callback",
        };
        let answer = |iss: Option<&str>, code: Option<&str>, error: Option<&str>| Answer {
            state: None,
            iss: iss.map(str::to_owned),
            code: code.map(str::to_owned),
            error: error.map(str::to_owned),
        };
        let own = Some("https://id.example");
        let taken = provider.code_of(answer(own, Some("c"), None), true);
        assert_eq!(taken.as_deref(), Ok("c"));
        assert!(
            provider
                .code_of(answer(None, Some("c"), None), false)
                .is_ok()
        );
        for (foreign, names_issuer) in [
            (answer(Some("https://evil.example"), Some("c"), None), false),
            (answer(None, Some("c"), None), true),
            (answer(own, None, None), true),
        ] {
            let refused = provider.code_of(foreign, names_issuer);
            assert!(matches!(refused, Err(SignInError::Untrusted(_))));
        }
        let denied = provider.code_of(answer(own, Some("c"), Some("access_denied")), true);
        assert_eq!(
            denied,
            Err(SignInError::Refused("access_denied".to_owned()))
        );
    }
}
