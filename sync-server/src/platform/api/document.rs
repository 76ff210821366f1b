//! What the OpenAPI document says of every route, worked out of what the routes say themselves.

use super::refuse::refusals;
use crate::platform::protocol;
use pos_protocol::catalog::SnapshotOffer;
use pos_protocol::codes::{Code, Problem};
use pos_protocol::{Hash, PROTOCOL, PROTOCOL_HEADER};
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, PathItem, RefOr, Required,
};
use utoipa::{PartialSchema, ToSchema};

/// The name of the scheme of members of staff.
const STAFF: &str = "staff";

/// The name of the scheme of registers.
const DEVICE: &str = "device";

/// A document without routes yet.
pub fn begin() -> OpenApi {
    let mut document = OpenApi::default();
    document.info = InfoBuilder::new()
        .title("Evertill sync server")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(
            LicenseBuilder::new().name("MIT OR Apache-2.0").build(),
        ))
        .build();
    let bearer = |about: &str| {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some(about));
        SecurityScheme::Http(scheme.build())
    };
    let staff = "An access token of the shop's OpenID provider, for this server's audience.";
    let device = "The token that `POST /v1/devices/token` gave to a register.";
    document.components = Some(
        ComponentsBuilder::new()
            .schema(Problem::name(), Problem::schema())
            .schema(Code::name(), Code::schema())
            .schema(SnapshotOffer::name(), SnapshotOffer::schema())
            .schema(Hash::name(), Hash::schema())
            .security_scheme(STAFF, bearer(staff))
            .security_scheme(DEVICE, bearer(device))
            .build(),
    );
    document
}

const ABOUT: &str = "The shop's server: journal and catalogue for its registers, and its modules for its own programs.\n\n\
    Money is in minor units, unit prices are in ten-thousandths of the major unit, quantities in thousandths. \
    Lists are pages: follow `next` until it is null. A POST takes an `Idempotency-Key`; sent again with the same body \
    it answers what it answered first, except where the answer is a secret that is shown once. What registers send needs \
    no key: entries, tokens, enrolments, grants and claims are the same by their content, however often they are sent. \
    Every refusal is a problem document (RFC 9457) whose `code` is stable.";

/// Adds to every operation what its refusals imply.
pub fn finish(mut document: OpenApi) -> OpenApi {
    for (path, item) in &mut document.paths.paths {
        for operation in operations(item) {
            complete(path, operation);
        }
    }
    document
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.patch,
        &mut item.delete,
    ]
    .into_iter()
    .filter_map(Option::as_mut)
}

fn complete(path: &str, operation: &mut Operation) {
    // Handlers of different modules may have one name.
    let tag = operation.tags.iter().flatten().next();
    if let (Some(tag), Some(id)) = (tag, &operation.operation_id) {
        operation.operation_id = Some(format!("{tag}_{id}"));
    }
    let mut always = vec![Code::Internal, Code::Unavailable];
    if protocol::is_for_tills(path) {
        operation.needs(protocol_header());
        always.push(Code::ProtocolMismatch);
    }
    for (status, refusal) in refusals(&always) {
        let responses = &mut operation.responses.responses;
        responses.entry(status).or_insert(refusal);
    }
    let mut asked: Vec<SecurityRequirement> = Vec::new();
    if operation.refuses(Code::DeviceUnauthorized) {
        asked.push(SecurityRequirement::new::<_, _, &str>(DEVICE, []));
    }
    if operation.refuses(Code::StaffUnauthorized) {
        asked.push(SecurityRequirement::new::<_, _, &str>(STAFF, []));
    }
    if operation.security.is_none() {
        operation.security = Some(asked);
    }
    if operation.refuses(Code::IdempotencyKeyMissing) {
        let about = "A random text of the caller's own, new for every new request.";
        // A register that may make the same request sends none: asked again, it is the same request.
        let required = match operation.refuses(Code::DeviceUnauthorized) {
            true => Required::False,
            false => Required::True,
        };
        let header = text_header("Idempotency-Key", required, about);
        operation.needs(header);
    }
    if operation.refuses(Code::PreconditionFailed) {
        let required = match operation.refuses(Code::PreconditionRequired) {
            true => Required::True,
            false => Required::False,
        };
        let about = "The ETag of the version that the change was made of.";
        let header = text_header("If-Match", required, about);
        operation.needs(header);
    }
}

trait Said {
    fn refuses(&self, code: Code) -> bool;
    fn needs(&mut self, parameter: Parameter);
}

impl Said for Operation {
    fn refuses(&self, code: Code) -> bool {
        let name = format!("`{}`", code.as_str());
        let mut responses = self.responses.responses.values();
        responses.any(|response| match response {
            RefOr::T(response) => response.description.contains(&name),
            RefOr::Ref(_) => false,
        })
    }

    fn needs(&mut self, parameter: Parameter) {
        let parameters = self.parameters.get_or_insert_default();
        parameters.push(RefOr::T(parameter));
    }
}

fn protocol_header() -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .enum_values(Some([PROTOCOL]));
    ParameterBuilder::new()
        .name(PROTOCOL_HEADER)
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some("The protocol that the register speaks."))
        .schema(Some(schema))
        .build()
}

fn text_header(name: &str, required: Required, about: &str) -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(200))
        .pattern(Some("^[!-~]+$"));
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(about))
        .schema(Some(schema))
        .build()
}
