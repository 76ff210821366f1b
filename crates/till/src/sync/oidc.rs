//! Sign-in at the identity provider: authorization code with PKCE in the system browser, back over the loopback.
//!
//! All of RFC 8252 and its neighbours that keep a foreign answer out is checked here: state, issuer (RFC 9207), nonce
//! and the ID token's signature. The access token goes to the sync server, which judges it on its own clock.

use super::cancel::Cancel;
use super::client::Bearer;
use super::http;
use super::loopback::{Callback, Loopback};
use super::sign_in_error::SignInError;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClaimName, CoreClaimType,
    CoreClient, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode,
    CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{
    AdditionalProviderMetadata, AuthorizationCode, ClientId, CsrfToken, HttpRequest, HttpResponse,
    IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, ProviderMetadata, RedirectUrl,
    TokenResponse,
};
use serde::{Deserialize, Serialize};
use std::io;
use std::time::Duration;

/// What RFC 9207 adds to the provider's description.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct NamesIssuer {
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for NamesIssuer {}

type Provider = ProviderMetadata<
    NamesIssuer,
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

/// Signs somebody in at `issuer` and returns the access token. `open` shows an address in the system browser.
pub fn sign_in(
    issuer: &str,
    client_id: &str,
    open: impl FnOnce(&str) -> io::Result<()>,
    within: Duration,
    cancel: &Cancel,
) -> Result<Bearer, SignInError> {
    let http = http::for_answers().map_err(|error| SignInError::ProviderAway(words(&error)))?;
    let send = |request: HttpRequest| call(&http, request);
    let issuer = IssuerUrl::new(issuer.to_owned()).map_err(untrusted)?;
    let provider = Provider::discover(&issuer, &send).map_err(|error| match error {
        openidconnect::DiscoveryError::Request(error) => SignInError::ProviderAway(words(&error)),
        other => untrusted(other),
    })?;
    let names_issuer = provider
        .additional_metadata()
        .authorization_response_iss_parameter_supported;
    let loopback = Loopback::bind().map_err(|error| SignInError::NoPort(error.to_string()))?;
    let redirect = RedirectUrl::new(loopback.address()).map_err(untrusted)?;
    let client =
        CoreClient::from_provider_metadata(provider, ClientId::new(client_id.to_owned()), None)
            .set_redirect_uri(redirect);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    // The till is shared: whoever signs in says who he is, whatever session the browser still has.
    let (address, state, nonce) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        )
        .add_prompt(CoreAuthPrompt::Login)
        .set_pkce_challenge(challenge)
        .url();
    open(address.as_str()).map_err(|error| SignInError::NoBrowser(error.to_string()))?;
    let callback = loopback.wait(state.secret(), within, cancel)?;
    let signed_in = (|| {
        let code = code_of(&callback, &issuer, names_issuer)?;
        let request = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(untrusted)?;
        let token =
            request
                .set_pkce_verifier(verifier)
                .request(&send)
                .map_err(|error| match error {
                    openidconnect::RequestTokenError::Request(error) => {
                        SignInError::ProviderAway(words(&error))
                    }
                    openidconnect::RequestTokenError::ServerResponse(answer) => {
                        SignInError::Refused(answer.error().to_string())
                    }
                    other => untrusted(other),
                })?;
        // Of the ID token signature, issuer, audience and nonce count here. Not its hours: a till whose clock is wrong
        // must not lock its staff out, and the sync server judges the access token on its own clock.
        let judge = client.id_token_verifier().set_time_fn(Default::default);
        let id_token = token
            .id_token()
            .ok_or_else(|| untrusted("it sent no ID token"))?;
        id_token.claims(&judge, &nonce).map_err(untrusted)?;
        Ok(Bearer::new(token.access_token().secret()))
    })();
    callback.answer(signed_in.is_ok());
    signed_in
}

/// The code that the browser brought back, if the answer is one of this issuer's.
fn code_of(
    callback: &Callback,
    issuer: &IssuerUrl,
    names_issuer: bool,
) -> Result<String, SignInError> {
    match callback.value("iss") {
        Some(named) if named != issuer.as_str() => {
            return Err(untrusted("the answer names another issuer"));
        }
        None if names_issuer => return Err(untrusted("the answer does not name its issuer")),
        _ => {}
    }
    if let Some(error) = callback.value("error") {
        return Err(SignInError::Refused(error.to_owned()));
    }
    let code = callback
        .value("code")
        .ok_or_else(|| untrusted("the answer has no code"))?;
    Ok(code.to_owned())
}

fn call(
    http: &reqwest::blocking::Client,
    request: HttpRequest,
) -> Result<HttpResponse, reqwest::Error> {
    let response = http.execute(request.try_into()?)?;
    let (status, headers) = (response.status(), response.headers().clone());
    let mut answer = HttpResponse::new(response.bytes()?.to_vec());
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    Ok(answer)
}

/// The words of an error without the address, which can carry secrets in its query.
fn words(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "it does not answer in time".to_owned();
    }
    "nothing answers at its address".to_owned()
}

fn untrusted(reason: impl ToString) -> SignInError {
    SignInError::Untrusted(reason.to_string())
}
