//! `#[fields]`: methods that are the fields of an object type.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    Attribute, Error, Expr, FnArg, Ident, ImplItem, ImplItemFn, ItemImpl, LitStr, Pat, PatType,
    Result, ReturnType, Type, parse_quote, punctuated::Punctuated, token::Comma,
};

use crate::{cacheable, naming::camel_case, simple_object::object_output};

/// The parameter type of the request's context.
const CONTEXT: &str = "RequestContext";

/// The parameter type of the snapshot on the day of the argument `asOf`.
const VIEW: &str = "View";

/// The argument of `#[fields]` that allows async resolvers.
const ROOT: &str = "root";

pub(crate) fn expand(arguments: TokenStream, mut item: ItemImpl) -> Result<TokenStream> {
    let owner = item.self_ty.clone();
    let is_root = arguments.to_string() == ROOT;
    let arguments = if is_root {
        TokenStream::new()
    } else {
        arguments
    };
    let constant = cacheable::take(&mut item.attrs)?;
    let (mut resolvers, mut registered) = (Vec::new(), Vec::new());
    let (mut plans, mut writes, mut is_async) = (Vec::new(), Vec::new(), Vec::new());
    for part in item.items {
        let ImplItem::Fn(method) = part else {
            return Err(Error::new_spanned(part, "only methods are fields"));
        };
        if method.sig.asyncness.is_some() && !is_root {
            let message = "only root fields can be async: `#[fields(root)]`";
            return Err(Error::new_spanned(&method.sig, message));
        }
        let index = u16::try_from(plans.len())
            .map_err(|_| Error::new_spanned(&method.sig.ident, "too many fields"))?;
        let field = Field::read(&method)?;
        plans.push(field.plan(index));
        let arms = if field.is_async {
            &mut is_async
        } else {
            &mut writes
        };
        arms.push(field.write(index));
        resolvers.push(field.resolver(&method));
        registered.push(field.registered(method));
    }
    let item_attributes = item.attrs;
    let output = object_output(&owner);
    let write_async_field = (!is_async.is_empty()).then(|| {
        quote! {
            fn write_async_field<'a>(
                &'a self,
                field: &'a ::certgraph::graphql::plan::FieldPlan,
                run: &'a mut ::certgraph::graphql::plan::Run<'_>,
            ) -> ::certgraph::graphql::plan::FieldFuture<'a> {
                ::std::boxed::Box::pin(async move {
                    match field.index() {
                        #(#is_async,)*
                        _ => ::std::result::Result::Err(run.unknown_field()),
                    }
                })
            }
        }
    });
    Ok(quote! {
        #[allow(
            clippy::needless_pass_by_value,
            clippy::unnecessary_wraps,
            clippy::unused_async,
            clippy::unused_self,
            reason = "plans define how resolvers are called"
        )]
        impl #owner {
            #(#resolvers)*
        }

        #(#item_attributes)*
        #[::async_graphql::Object(#arguments)]
        impl #owner {
            #(#registered)*
        }

        impl ::certgraph::graphql::plan::Fields for #owner {
            #constant

            fn name() -> ::std::borrow::Cow<'static, str> {
                <Self as ::async_graphql::OutputType>::type_name()
            }

            fn plan_field(
                planner: &::certgraph::graphql::plan::Planner<'_>,
                selected: &::certgraph::graphql::plan::Selected<'_>,
            ) -> ::std::result::Result<
                ::certgraph::graphql::plan::FieldPlan,
                ::certgraph::graphql::plan::UnknownField,
            > {
                match selected.name() {
                    #(#plans,)*
                    _ => ::std::result::Result::Err(::certgraph::graphql::plan::UnknownField),
                }
            }

            fn write_field(
                &self,
                field: &::certgraph::graphql::plan::FieldPlan,
                run: &mut ::certgraph::graphql::plan::Run<'_>,
            ) -> ::std::result::Result<(), ::certgraph::graphql::plan::Failed> {
                match field.index() {
                    #(#writes,)*
                    _ => run.write_meta_field(field),
                }
            }

            #write_async_field
        }

        #output
    })
}

/// A method.
struct Field {
    graphql_name: String,
    /// The name of the resolver, which differs from that of the registered method.
    ident: Ident,
    is_async: bool,
    output: Type,
    parameters: Vec<Parameter>,
}

enum Parameter {
    Context,
    View,
    Argument(Box<Argument>),
}

struct Argument {
    name: String,
    ident: Ident,
    ty: Type,
    default: Option<Expr>,
}

impl Field {
    fn read(method: &ImplItemFn) -> Result<Self> {
        let ReturnType::Type(_, output) = &method.sig.output else {
            return Err(Error::new_spanned(&method.sig, "a field has a value"));
        };
        let typed = method.sig.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        });
        Ok(Self {
            graphql_name: camel_case(&method.sig.ident),
            ident: format_ident!("resolve_{}", method.sig.ident),
            is_async: method.sig.asyncness.is_some(),
            output: Type::clone(output),
            parameters: typed.map(Parameter::read).collect::<Result<_>>()?,
        })
    }

    fn plan(&self, index: u16) -> TokenStream {
        let (name, output) = (&self.graphql_name, &self.output);
        let arguments = self
            .parameters
            .iter()
            .filter_map(|parameter| match parameter {
                Parameter::Argument(argument) => Some(argument.name.as_str()),
                Parameter::View => Some("asOf"),
                Parameter::Context => None,
            });
        let plan = format_ident!(
            "{}",
            if self.is_async {
                "async_field"
            } else {
                "field"
            }
        );
        quote!(#name => planner.#plan::<#output>(selected, #index, &[#(#arguments),*]))
    }

    fn write(&self, index: u16) -> TokenStream {
        let ident = &self.ident;
        let mut reads = Vec::new();
        let mut passed = Vec::new();
        for parameter in &self.parameters {
            match parameter {
                Parameter::Context => passed.push(quote!(run.scope()?)),
                Parameter::View => {
                    let argument_index = reads.len();
                    reads.push(quote! {
                        let as_of = run.argument(field, #argument_index, ::std::option::Option::None)?;
                        let view = View::of(run.scope()?, as_of);
                    });
                    passed.push(quote!(view));
                }
                Parameter::Argument(argument) => {
                    let Argument {
                        ident, ty, default, ..
                    } = argument.as_ref();
                    let argument_index = reads.len();
                    let default = if let Some(default) = default {
                        quote!(::std::option::Option::Some(|| -> #ty { #default }))
                    } else {
                        quote!(::std::option::Option::None)
                    };
                    reads.push(quote! {
                        let #ident: #ty = run.argument(field, #argument_index, #default)?;
                    });
                    passed.push(quote!(#ident));
                }
            }
        }
        let wait = self.is_async.then(|| quote!(.await));
        quote! {
            #index => {
                #(#reads)*
                let value = Self::#ident(self, #(#passed),*) #wait;
                ::certgraph::graphql::plan::Output::write(&value, field.plan(), run)
            }
        }
    }

    /// The method without attributes for async-graphql.
    fn resolver(&self, method: &ImplItemFn) -> ImplItemFn {
        let mut method = method.clone();
        method.sig.ident = self.ident.clone();
        method.vis = syn::Visibility::Inherited;
        method
            .attrs
            .retain(|attribute| !is_for_async_graphql(attribute));
        for input in &mut method.sig.inputs {
            if let FnArg::Typed(typed) = input {
                typed.attrs.clear();
            }
        }
        method
    }

    /// The method that async-graphql registers, which is never called.
    fn registered(&self, mut method: ImplItemFn) -> ImplItemFn {
        let own = std::mem::take(&mut method.sig.inputs);
        let as_of = format_ident!("as_of");
        let mut arguments: Vec<&Ident> = Vec::new();
        let mut inputs: Punctuated<FnArg, Comma> = Punctuated::new();
        inputs.push(parse_quote!(&self));
        for (input, parameter) in own.into_iter().skip(1).zip(&self.parameters) {
            match parameter {
                Parameter::Context => {}
                Parameter::View => {
                    arguments.push(&as_of);
                    inputs.push(parse_quote! {
                        #[graphql(desc = "The day that is asked about. Default: today in UTC.")]
                        as_of: ::std::option::Option<::certgraph::graphql::objects::scalars::Date>
                    });
                }
                Parameter::Argument(argument) => {
                    arguments.push(&argument.ident);
                    inputs.push(input);
                }
            }
        }
        method.sig.inputs = inputs;
        method.sig.asyncness = Some(parse_quote!(async));
        method.attrs.retain(is_for_async_graphql);
        method.attrs.push(parse_quote! {
            #[allow(clippy::too_many_arguments, reason = "the arguments of the field")]
        });
        method.block = parse_quote!({
            let _ = (#(&#arguments,)*);
            ::certgraph::graphql::plan::registered_only()
        });
        method
    }
}

impl Parameter {
    fn read(typed: &PatType) -> Result<Self> {
        let Pat::Ident(pattern) = &*typed.pat else {
            return Err(Error::new_spanned(&typed.pat, "an argument is a name"));
        };
        match type_name(&typed.ty).as_deref() {
            Some(CONTEXT) => return Ok(Self::Context),
            Some(VIEW) => return Ok(Self::View),
            _ => {}
        }
        Ok(Self::Argument(Box::new(Argument {
            name: camel_case(&pattern.ident),
            ident: pattern.ident.clone(),
            ty: Type::clone(&typed.ty),
            default: default(&typed.attrs)?,
        })))
    }
}

/// The default of an argument.
fn default(attributes: &[Attribute]) -> Result<Option<Expr>> {
    let mut default = None;
    for attribute in attributes {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("default") {
                default = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("default_with") {
                let text: LitStr = meta.value()?.parse()?;
                default = Some(text.parse()?);
            } else if meta.path.is_ident("desc") {
                meta.value()?.parse::<Expr>()?;
            } else {
                return Err(meta.error("plans do not support this argument"));
            }
            Ok(())
        })?;
    }
    Ok(default)
}

fn is_for_async_graphql(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc") || attribute.path().is_ident("graphql")
}

/// The last segment of a type's path, through references.
fn type_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Reference(reference) => type_name(&reference.elem),
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}
