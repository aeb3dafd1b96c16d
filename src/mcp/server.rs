//! The protocol's requests, and which module answers each.

use std::sync::Arc;

use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    model::{
        CallToolRequestParams, CallToolResponse, CompleteRequestParams, CompleteResult,
        CustomRequest, CustomResult, DiscoverResult, GetPromptRequestParams, GetPromptResponse,
        Implementation, ListPromptsResult, ListResourceTemplatesResult, ListResourcesResult,
        ListToolsResult, PaginatedRequestParams, ReadResourceRequestParams, ReadResourceResponse,
        ServerCapabilities, ServerConfig, SubscribeRequestParams, Tool, UnsubscribeRequestParams,
    },
    service::RequestContext,
};

use super::{
    answer::Fault,
    completion,
    documents::Documents,
    executor::Executor,
    message::unknown_method,
    prompts,
    resources::{self, scope},
    tools,
};
use crate::graphql::ErrorCode;

const INSTRUCTIONS: &str = "IT certifications: exams, what they cost and ask, when they end, and which \
    to take for a role. Every answer has the day it is for, its sources and the revision of the \
    catalogue. null means unknown: do not fill it in.";

/// Answers one caller.
#[derive(Clone)]
pub(super) struct McpServer {
    pub(super) documents: Arc<Documents>,
    pub(super) executor: Arc<dyn Executor>,
}

impl McpServer {
    /// Runs a request until it is cancelled or its client is gone.
    async fn run<T>(
        context: RequestContext<RoleServer>,
        work: impl Future<Output = Result<T, ErrorData>>,
    ) -> Result<T, ErrorData> {
        tokio::select! {
            done = work => done,
            () = context.ct.cancelled() => {
                let fault = Fault::new(ErrorCode::Timeout, "The request was cancelled.", "");
                Err(resources::error(fault))
            }
        }
    }
}

/// A list of one page has no cursors.
fn only_page(request: Option<PaginatedRequestParams>) -> Result<(), ErrorData> {
    if request.is_none_or(|request| request.cursor.is_none()) {
        return Ok(());
    }
    let message = "The cursor is not one of this list, which has one page.";
    Err(ErrorData::invalid_params(message, None))
}

impl ServerHandler for McpServer {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder()
            .enable_tools()
            .enable_resources()
            .enable_prompts()
            .enable_completions()
            .build();
        let about = Implementation::new("certgraph", env!("CARGO_PKG_VERSION"));
        ServerConfig::new(capabilities)
            .with_server_info(about.with_title("certgraph"))
            .with_instructions(INSTRUCTIONS)
    }

    async fn discover(&self, _: RequestContext<RoleServer>) -> Result<DiscoverResult, ErrorData> {
        let versions = self.supported_protocol_versions().into_owned();
        let freshness = self.executor.constant_freshness();
        Ok(DiscoverResult::from_server_info(versions, self.get_info())
            .with_ttl_ms(freshness.ttl_ms())
            .with_cache_scope(scope(freshness)))
    }

    async fn list_tools(
        &self,
        request: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        only_page(request)?;
        let freshness = self.executor.constant_freshness();
        Ok(tools::list(&self.documents)
            .with_ttl_ms(freshness.ttl_ms())
            .with_cache_scope(scope(freshness)))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        self.documents.tool(name).map(tools::tool)
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let work = tools::call(&*self.executor, &self.documents, request);
        Self::run(context, work).await.map(CallToolResponse::from)
    }

    async fn list_resources(
        &self,
        request: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let cursor = request.and_then(|request| request.cursor);
        let work = resources::list(&*self.executor, &self.documents, cursor.as_deref());
        Self::run(context, work).await
    }

    async fn list_resource_templates(
        &self,
        request: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        only_page(request)?;
        let freshness = self.executor.constant_freshness();
        Ok(resources::templates()
            .with_ttl_ms(freshness.ttl_ms())
            .with_cache_scope(scope(freshness)))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let work = resources::read(&*self.executor, &self.documents, &request.uri);
        let read = Self::run(context, work).await;
        read.map(ReadResourceResponse::from)
    }

    async fn list_prompts(
        &self,
        request: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListPromptsResult, ErrorData> {
        only_page(request)?;
        let freshness = self.executor.constant_freshness();
        Ok(prompts::list()
            .with_ttl_ms(freshness.ttl_ms())
            .with_cache_scope(scope(freshness)))
    }

    async fn get_prompt(
        &self,
        request: GetPromptRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<GetPromptResponse, ErrorData> {
        prompts::get(&request).map(GetPromptResponse::from)
    }

    async fn complete(
        &self,
        request: CompleteRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CompleteResult, ErrorData> {
        let work = completion::complete(&*self.executor, &self.documents, request);
        Self::run(context, work).await
    }

    async fn subscribe(
        &self,
        _: SubscribeRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<(), ErrorData> {
        Err(unknown_method("resources/subscribe"))
    }

    async fn unsubscribe(
        &self,
        _: UnsubscribeRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<(), ErrorData> {
        Err(unknown_method("resources/unsubscribe"))
    }

    /// A request of another method: parameters were read before.
    async fn on_custom_request(
        &self,
        request: CustomRequest,
        _: RequestContext<RoleServer>,
    ) -> Result<CustomResult, ErrorData> {
        Err(unknown_method(&request.method))
    }
}
