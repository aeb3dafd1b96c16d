//! Methods that are the fields of an object.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    Attribute, Error, Expr, FnArg, Ident, ImplItem, ImplItemFn, ItemImpl, LitStr, Pat, PatType,
    Result, ReturnType, Type, parse_quote, punctuated::Punctuated, token::Comma,
};

use crate::{lasting, naming::camel_case};

/// The type by which a method asks for what it needs of the request.
const SCOPE: &str = "RequestScope";

pub(crate) fn expand(arguments: &TokenStream, mut item: ItemImpl) -> Result<TokenStream> {
    let owner = item.self_ty.clone();
    let lasting = lasting::take(&mut item.attrs)?;
    let (mut at_once, mut registered) = (Vec::new(), Vec::new());
    let (mut plans, mut writes) = (Vec::new(), Vec::new());
    for part in item.items {
        let ImplItem::Fn(method) = part else {
            return Err(Error::new_spanned(part, "only methods are fields"));
        };
        if method.sig.asyncness.is_some() {
            registered.push(method);
            continue;
        }
        let index = u16::try_from(writes.len())
            .map_err(|_| Error::new_spanned(&method.sig.ident, "too many fields"))?;
        let field = Field::read(&method)?;
        plans.push(field.plan(index));
        writes.push(field.write(index));
        at_once.push(field.at_once(&method));
        registered.push(field.registered(method));
    }
    let item_attributes = item.attrs;
    Ok(quote! {
        #[allow(
            clippy::needless_pass_by_value,
            clippy::unnecessary_wraps,
            clippy::unused_self,
            reason = "the executors decide how fields are called"
        )]
        impl #owner {
            #(#at_once)*
        }

        #(#item_attributes)*
        #[::async_graphql::Object(#arguments)]
        impl #owner {
            #(#registered)*
        }

        impl crate::graphql::plan::Fields for #owner {
            #lasting

            fn plan_field(
                planner: &crate::graphql::plan::Planner<'_>,
                selected: &crate::graphql::plan::Selected<'_>,
            ) -> ::std::result::Result<
                crate::graphql::plan::FieldPlan,
                crate::graphql::plan::Unplannable,
            > {
                match selected.name() {
                    #(#plans,)*
                    _ => ::std::result::Result::Err(crate::graphql::plan::Unplannable),
                }
            }

            fn write_field(
                &self,
                field: &crate::graphql::plan::FieldPlan,
                run: &mut crate::graphql::plan::Run<'_>,
            ) -> ::std::result::Result<(), crate::graphql::plan::Stopped> {
                match field.index() {
                    #(#writes,)*
                    _ => ::std::result::Result::Err(crate::graphql::plan::Stopped),
                }
            }
        }

        crate::graphql::plan::object_output!(#owner);
    })
}

/// A method that answers at once.
struct Field {
    graphql_name: String,
    /// The method itself, under a name beside that of the library's wrapper.
    ident: Ident,
    output: Type,
    parameters: Vec<Parameter>,
}

enum Parameter {
    Scope,
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
            ident: format_ident!("{}_at_once", method.sig.ident),
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
                Parameter::Argument(argument) => Some(&argument.name),
                Parameter::Scope => None,
            });
        quote!(#name => planner.field::<#output>(selected, #index, &[#(#arguments),*]))
    }

    fn write(&self, index: u16) -> TokenStream {
        let ident = &self.ident;
        let mut reads = Vec::new();
        let mut passed = Vec::new();
        for parameter in &self.parameters {
            match parameter {
                Parameter::Scope => passed.push(quote!(run.scope())),
                Parameter::Argument(argument) => {
                    let Argument {
                        ident, ty, default, ..
                    } = argument.as_ref();
                    let place = reads.len();
                    let default = if let Some(default) = default {
                        quote!(::std::option::Option::Some(|| -> #ty { #default }))
                    } else {
                        quote!(::std::option::Option::None)
                    };
                    reads.push(quote! {
                        let #ident: #ty = run.argument(field, #place, #default)?;
                    });
                    passed.push(quote!(#ident));
                }
            }
        }
        quote! {
            #index => {
                #(#reads)*
                let value = Self::#ident(self, #(#passed),*);
                crate::graphql::plan::Output::write(&value, field.plan(), run)
            }
        }
    }

    /// The method as it was written, without what only the library reads.
    fn at_once(&self, method: &ImplItemFn) -> ImplItemFn {
        let mut method = method.clone();
        method.sig.ident = self.ident.clone();
        method.vis = syn::Visibility::Inherited;
        method.attrs.retain(|attribute| !is_for_library(attribute));
        for input in &mut method.sig.inputs {
            if let FnArg::Typed(typed) = input {
                typed.attrs.clear();
            }
        }
        method
    }

    /// A method that the library registers and awaits, and that calls the other one.
    fn registered(&self, mut method: ImplItemFn) -> ImplItemFn {
        let ident = &self.ident;
        let mut passed: Punctuated<Expr, Comma> = Punctuated::new();
        let mut inputs: Punctuated<FnArg, Comma> = Punctuated::new();
        inputs.push(parse_quote!(&self));
        inputs.push(parse_quote!(context: &::async_graphql::Context<'_>));
        let own = std::mem::take(&mut method.sig.inputs);
        let typed = own.into_iter().skip(1);
        for (input, parameter) in typed.zip(&self.parameters) {
            match parameter {
                Parameter::Scope => passed.push(parse_quote!(
                    crate::graphql::request_scope::RequestScope::of(context)
                )),
                Parameter::Argument(argument) => {
                    let ident = &argument.ident;
                    passed.push(parse_quote!(#ident));
                    inputs.push(input);
                }
            }
        }
        method.sig.inputs = inputs;
        method.sig.asyncness = Some(parse_quote!(async));
        method.attrs.retain(is_for_library);
        method.attrs.push(parse_quote! {
            #[allow(clippy::too_many_arguments, reason = "the arguments of the field")]
        });
        method.block = parse_quote!({
            crate::graphql::request_scope::RequestScope::proceed(context).await;
            Self::#ident(self, #passed)
        });
        method
    }
}

impl Parameter {
    fn read(typed: &PatType) -> Result<Self> {
        let Pat::Ident(pattern) = &*typed.pat else {
            return Err(Error::new_spanned(&typed.pat, "an argument is a name"));
        };
        if is_scope(&typed.ty) {
            return Ok(Self::Scope);
        }
        Ok(Self::Argument(Box::new(Argument {
            name: camel_case(&pattern.ident),
            ident: pattern.ident.clone(),
            ty: Type::clone(&typed.ty),
            default: default(&typed.attrs)?,
        })))
    }
}

/// What an argument is when the client does not name it.
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
                return Err(meta.error("plans do not know this argument"));
            }
            Ok(())
        })?;
    }
    Ok(default)
}

fn is_for_library(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc") || attribute.path().is_ident("graphql")
}

fn is_scope(ty: &Type) -> bool {
    let Type::Reference(reference) = ty else {
        return false;
    };
    let Type::Path(path) = &*reference.elem else {
        return false;
    };
    let last = path.path.segments.last();
    last.is_some_and(|segment| segment.ident == SCOPE)
}
