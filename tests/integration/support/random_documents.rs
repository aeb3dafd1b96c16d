//! Random documents that fit the schema, with random values for their variables.
//!
//! They are made of a list of numbers, so that a failing one shrinks: fewer and smaller numbers
//! make a shorter and plainer document.

use std::{collections::BTreeMap, fmt::Write};

use async_graphql::parser::{
    parse_schema,
    types::{
        BaseType, FieldDefinition, InputValueDefinition, Type, TypeKind, TypeSystemDefinition,
    },
};
use certgraph::catalogue::Catalogue;
use serde_json::{Map, Value, json};

/// How deep selection sets nest.
const DEPTH: usize = 5;

/// A list of numbers that decides everything; when it is used up, every choice is the first one.
pub struct Choices<'a>(std::slice::Iter<'a, u16>);

impl<'a> Choices<'a> {
    pub fn new(numbers: &'a [u16]) -> Self {
        Self(numbers.iter())
    }

    /// A number below `count`.
    fn below(&mut self, count: usize) -> usize {
        let number = self.0.next().copied().unwrap_or_default();
        usize::from(number) % count.max(1)
    }

    /// True once in so many times, and never when the numbers are used up.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// A document, and the variables that it declares.
#[derive(Debug)]
pub struct RandomDocument {
    pub text: String,
    variables: Vec<Variable>,
}

#[derive(Debug)]
struct Variable {
    name: String,
    /// The argument or the field of an input that it stands for.
    place: String,
    ty: Type,
}

/// Makes documents of one schema.
pub struct DocumentMaker {
    kinds: BTreeMap<String, TypeKind>,
    /// The objects that belong to each interface and union, and each object to itself.
    members: BTreeMap<String, Vec<String>>,
    texts: Texts,
}

/// Texts that lead somewhere, by what they are.
struct Texts {
    codes: Vec<String>,
    vendors: Vec<String>,
    roles: Vec<String>,
    certifications: Vec<String>,
}

impl DocumentMaker {
    /// Makes documents of the schema with this SDL that ask about this catalogue.
    pub fn new(sdl: &str, catalogue: &Catalogue) -> Self {
        let mut kinds = BTreeMap::new();
        for definition in parse_schema(sdl).expect("an SDL").definitions {
            if let TypeSystemDefinition::Type(definition) = definition {
                let definition = definition.node;
                kinds.insert(definition.name.node.to_string(), definition.kind);
            }
        }
        let mut members: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, kind) in &kinds {
            match kind {
                TypeKind::Object(object) => {
                    members.entry(name.clone()).or_default().push(name.clone());
                    for interface in &object.implements {
                        let group = members.entry(interface.node.to_string()).or_default();
                        group.push(name.clone());
                    }
                }
                TypeKind::Union(union) => {
                    let own = union.members.iter().map(|member| member.node.to_string());
                    members.entry(name.clone()).or_default().extend(own);
                }
                _ => {}
            }
        }
        let texts = Texts {
            codes: catalogue
                .exams()
                .map(|index| catalogue.exam(index).record.code.to_string())
                .collect(),
            vendors: catalogue
                .vendors()
                .map(|index| catalogue.vendor(index).record.slug.to_string())
                .collect(),
            roles: catalogue
                .roles()
                .map(|index| catalogue.role(index).record.slug.to_string())
                .collect(),
            certifications: catalogue
                .certifications()
                .map(|index| catalogue.certification(index).record.slug.to_string())
                .collect(),
        };
        Self {
            kinds,
            members,
            texts,
        }
    }

    /// A query.
    pub fn query(&self, choices: &mut Choices<'_>) -> RandomDocument {
        let mut writer = Writer {
            maker: self,
            choices,
            variables: Vec::new(),
            fragments: Vec::new(),
        };
        let set = writer.selection_set("Query", DEPTH);
        let mut text = String::from("query");
        let declared: Vec<String> = writer
            .variables
            .iter()
            .map(|variable| {
                let default = match (variable.ty.nullable, writer.choices.below(6)) {
                    (true, 5) => " = null",
                    _ => "",
                };
                format!("${}: {}{default}", variable.name, variable.ty)
            })
            .collect();
        if !declared.is_empty() {
            let _ = write!(text, "({})", declared.join(", "));
        }
        let _ = write!(text, " {set}");
        for (name, on, set) in &writer.fragments {
            let _ = write!(text, " fragment {name} on {on} {set}");
        }
        RandomDocument {
            text,
            variables: writer.variables,
        }
    }

    /// Every argument of a field of a root.
    pub fn arguments(&self) -> Vec<(String, String, InputValueDefinition)> {
        let mut found = Vec::new();
        for root in ["Query", "Mutation"] {
            for field in self.fields(root) {
                for argument in &field.node.arguments {
                    let name = field.node.name.node.to_string();
                    found.push((root.to_lowercase(), name, argument.node.clone()));
                }
            }
        }
        found
    }

    /// A document that gives a variable to an argument, and a value for it that need not fit.
    pub fn question(
        &self,
        (kind, name, argument): &(String, String, InputValueDefinition),
        choices: &mut Choices<'_>,
    ) -> (String, Map<String, Value>) {
        let mut writer = Writer {
            maker: self,
            choices,
            variables: Vec::new(),
            fragments: Vec::new(),
        };
        let root = if kind == "query" { "Query" } else { "Mutation" };
        let mut fields = self.fields(root).iter();
        let field = fields.find(|field| field.node.name.node == name.as_str());
        let mut given = Vec::new();
        for own in &field.expect("a field of the root").node.arguments {
            let (own, ty) = (&own.node, &own.node.ty.node);
            let is_required = !ty.nullable && own.default_value.is_none();
            let place = own.name.node.as_str();
            if is_required || own.name.node == argument.name.node {
                given.push(format!("{place}: {}", writer.variable(place, ty)));
            }
        }
        let variables = writer.variables;
        let declared: Vec<String> = variables
            .iter()
            .map(|variable| format!("${}: {}", variable.name, variable.ty))
            .collect();
        let text = format!(
            "{kind}({}) {{ {name}({}) {{ __typename }} }}",
            declared.join(", "),
            given.join(", ")
        );
        let mut values = Map::new();
        for Variable { name, place, ty } in &variables {
            if choices.once_in(8) {
                continue;
            }
            values.insert(name.clone(), self.value(place, ty, choices, 0));
        }
        (text, values)
    }

    /// Values for the variables of a document; some are missing, some do not fit.
    pub fn variables(
        &self,
        document: &RandomDocument,
        choices: &mut Choices<'_>,
    ) -> Map<String, Value> {
        let mut values = Map::new();
        for Variable { name, place, ty } in &document.variables {
            if ty.nullable && choices.once_in(4) {
                continue;
            }
            values.insert(name.clone(), self.value(place, ty, choices, 0));
        }
        values
    }

    /// A value for an argument or a field of an input.
    fn value(&self, place: &str, ty: &Type, choices: &mut Choices<'_>, depth: usize) -> Value {
        if choices.once_in(60) {
            return choices
                .of(&[
                    json!(null),
                    json!(7),
                    json!("?"),
                    json!([1]),
                    json!({ "a": 1 }),
                ])
                .clone();
        }
        if ty.nullable && choices.once_in(6) {
            return Value::Null;
        }
        let name = match &ty.base {
            BaseType::List(item) => {
                let count = 1 + choices.below(2);
                let items = (0..count).map(|_| self.value(place, item, choices, depth + 1));
                return items.collect();
            }
            BaseType::Named(name) => name.as_str(),
        };
        match (name, self.kinds.get(name)) {
            ("Int", _) => json!(*choices.of(&[2, 1, 0, 3, 5, 10, 40, 100, -1, 1000])),
            ("Float", _) => json!(*choices.of(&[1.5, 0.0, 100.0])),
            ("Boolean", _) => json!(*choices.of(&[true, false])),
            (_, Some(TypeKind::Enum(kind))) => {
                json!(choices.of(&kind.values).node.value.node.as_str())
            }
            (_, Some(TypeKind::InputObject(kind))) => {
                let mut fields = Map::new();
                for field in &kind.fields {
                    let field = &field.node;
                    let is_required = !field.ty.node.nullable && field.default_value.is_none();
                    if is_required || (depth < 3 && choices.once_in(4)) {
                        let place = field.name.node.as_str();
                        let value = self.value(place, &field.ty.node, choices, depth + 1);
                        fields.insert(place.to_owned(), value);
                    }
                }
                if choices.once_in(80) {
                    fields.insert("unknownField".to_owned(), json!(1));
                }
                Value::Object(fields)
            }
            ("Date", _) => json!(*choices.of(&[
                "2026-11-22",
                "2026-01-01",
                "2024-06-01",
                "2030-01-01",
                "no day"
            ])),
            ("ApproximateDate", _) => json!(*choices.of(&[
                "2026-11-22",
                "2026-11",
                "2026",
                "../2026-11-22",
                "2026-11/..",
                "no date"
            ])),
            ("DateTime", _) => json!(*choices.of(&["2026-11-22T09:30:00Z", "2026-11-22"])),
            ("Decimal", _) => json!(*choices.of(&["165.00", "20", "0", "100000", "x"])),
            _ => json!(self.text(place, choices)),
        }
    }

    fn text(&self, place: &str, choices: &mut Choices<'_>) -> String {
        if choices.once_in(25) {
            return (*choices.of(&["", "nobody", "\u{201c}\\\"\u{1f600}", "a b"])).to_owned();
        }
        let all = match place {
            "vendor" | "vendors" | "allowedVendors" => &self.texts.vendors,
            "role" | "roles" => &self.texts.roles,
            "slug" => choices.of(&[
                &self.texts.vendors,
                &self.texts.roles,
                &self.texts.certifications,
            ]),
            "currency" => return (*choices.of(&["USD", "EUR", "usd", "X"])).to_owned(),
            "text" => {
                return (*choices.of(&["azure", "az 104", "machine learning", "microsft"]))
                    .to_owned();
            }
            "id" | "ids" => return (*choices.of(&["ZQ", "", "dj"])).to_owned(),
            "after" | "before" => return (*choices.of(&["", "AQ", "no cursor"])).to_owned(),
            // Codes of exams, by whichever name.
            _ => &self.texts.codes,
        };
        choices.of(all).clone()
    }

    fn fields(&self, name: &str) -> &[async_graphql::Positioned<FieldDefinition>] {
        match &self.kinds[name] {
            TypeKind::Object(kind) => &kind.fields,
            TypeKind::Interface(kind) => &kind.fields,
            _ => &[],
        }
    }
}

/// Writes one document.
struct Writer<'m, 'c, 'n> {
    maker: &'m DocumentMaker,
    choices: &'c mut Choices<'n>,
    variables: Vec<Variable>,
    fragments: Vec<(String, String, String)>,
}

impl Writer<'_, '_, '_> {
    /// A selection set of a type. Response keys differ, or else the same field is selected twice
    /// with the same arguments.
    fn selection_set(&mut self, on: &str, depth: usize) -> String {
        self.selections(on, depth, &mut 0)
    }

    /// `aliases` counts the aliases of sets that are merged with each other.
    fn selections(&mut self, on: &str, depth: usize, aliases: &mut usize) -> String {
        let mut selections = Vec::new();
        let count = 1 + self.choices.below(4);
        for _ in 0..count {
            let selection = match self.choices.below(12) {
                9 => format!("__typename{}", self.directive()),
                10 if depth > 1 => {
                    let condition = self.condition(on);
                    let inner = condition.as_deref().unwrap_or(on);
                    let set = self.selections(inner, depth - 1, aliases);
                    let directive = self.directive();
                    match &condition {
                        Some(condition) => format!("... on {condition}{directive} {set}"),
                        None => format!("...{directive} {set}"),
                    }
                }
                11 if depth > 1 => {
                    let condition = self.condition(on).unwrap_or_else(|| on.to_owned());
                    let set = self.selections(&condition, depth - 1, aliases);
                    let name = format!("F{}", self.fragments.len());
                    self.fragments.push((name.clone(), condition, set));
                    format!("...{name}{}", self.directive())
                }
                _ => match self.field(on, depth, aliases) {
                    Some(field) => field,
                    None => "__typename".to_owned(),
                },
            };
            selections.push(selection);
        }
        format!("{{ {} }}", selections.join(" "))
    }

    /// A type that values of another can have.
    fn condition(&mut self, on: &str) -> Option<String> {
        let members = &self.maker.members[on];
        match self.choices.below(4) {
            0 => None,
            1 => Some(on.to_owned()),
            _ => Some(self.choices.of(members).clone()),
        }
    }

    fn field(&mut self, on: &str, depth: usize, aliases: &mut usize) -> Option<String> {
        let maker = self.maker;
        let fields = maker.fields(on);
        if fields.is_empty() {
            return None;
        }
        let field = &self.choices.of(fields).node;
        let name = field.name.node.as_str();
        let target = named(&field.ty.node);
        let is_object = maker.members.contains_key(target);
        if is_object && depth <= 1 {
            return None;
        }
        let mut arguments = Vec::new();
        for argument in &field.arguments {
            if let Some(value) = self.argument(&argument.node) {
                arguments.push(format!("{}: {value}", argument.node.name.node));
            }
        }
        let arguments = match arguments.as_slice() {
            [] => String::new(),
            arguments => format!("({})", arguments.join(", ")),
        };
        // A field with arguments has a response key of its own, which no other has with others.
        let alias = if arguments.is_empty() && !self.choices.once_in(5) {
            String::new()
        } else {
            *aliases += 1;
            format!("a{aliases}: ")
        };
        let directive = self.directive();
        let start = format!("{alias}{name}{arguments}{directive}");
        if !is_object {
            return Some(start);
        }
        let mut inner_aliases = 0;
        let set = self.selections(target, depth - 1, &mut inner_aliases);
        let mut text = format!("{start} {set}");
        if self.choices.once_in(10) {
            // The same field once more: its fields are merged with those of the first.
            let set = self.selections(target, depth - 1, &mut inner_aliases);
            let directive = self.directive();
            let _ = write!(text, " {alias}{name}{arguments}{directive} {set}");
        }
        Some(text)
    }

    fn argument(&mut self, argument: &InputValueDefinition) -> Option<String> {
        let ty = &argument.ty.node;
        let is_required = !ty.nullable && argument.default_value.is_none();
        let place = argument.name.node.as_str();
        let is_seldom = matches!(place, "after" | "before" | "last" | "vendor");
        let is_wanted = self.choices.once_in(if is_seldom { 10 } else { 3 });
        if !is_required && !is_wanted {
            return None;
        }
        if self.choices.once_in(3) {
            return Some(self.variable(place, ty));
        }
        let value = self.maker.value(place, ty, self.choices, 0);
        Some(self.literal(place, ty, &value))
    }

    /// A reference to a variable of its own.
    fn variable(&mut self, place: &str, ty: &Type) -> String {
        let name = format!("v{}", self.variables.len());
        self.variables.push(Variable {
            name: name.clone(),
            place: place.to_owned(),
            ty: ty.clone(),
        });
        format!("${name}")
    }

    /// A value as documents write it, here and there with a variable inside.
    fn literal(&mut self, place: &str, ty: &Type, value: &Value) -> String {
        match (value, &ty.base) {
            (Value::Array(items), BaseType::List(item)) => {
                let items: Vec<String> = items
                    .iter()
                    .map(|value| {
                        if self.choices.once_in(12) {
                            self.variable(place, item)
                        } else {
                            self.literal(place, item, value)
                        }
                    })
                    .collect();
                format!("[{}]", items.join(", "))
            }
            (Value::Object(fields), BaseType::Named(name)) => {
                let definitions = match self.maker.kinds.get(name.as_str()) {
                    Some(TypeKind::InputObject(kind)) => kind.fields.as_slice(),
                    _ => &[],
                };
                let mut texts = Vec::new();
                for (field, value) in fields {
                    let definition = definitions
                        .iter()
                        .find(|definition| definition.node.name.node == field.as_str());
                    let text = match definition {
                        Some(definition) if self.choices.once_in(12) => {
                            self.variable(field, &definition.node.ty.node)
                        }
                        Some(definition) => self.literal(field, &definition.node.ty.node, value),
                        None => value.to_string(),
                    };
                    texts.push(format!("{field}: {text}"));
                }
                format!("{{ {} }}", texts.join(", "))
            }
            (Value::String(text), BaseType::Named(name)) => {
                match self.maker.kinds.get(name.as_str()) {
                    Some(TypeKind::Enum(_)) => text.clone(),
                    _ => value.to_string(),
                }
            }
            (Value::Object(_), BaseType::List(_)) => "{ }".to_owned(),
            (value, _) => value.to_string(),
        }
    }

    fn directive(&mut self) -> String {
        if !self.choices.once_in(10) {
            return String::new();
        }
        let name = *self.choices.of(&["include", "skip"]);
        let condition = match self.choices.below(4) {
            0 => "true".to_owned(),
            1 => "false".to_owned(),
            _ => {
                let boolean = Type::new("Boolean!").expect("a type");
                self.variable("if", &boolean)
            }
        };
        format!(" @{name}(if: {condition})")
    }
}

fn named(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(item) => named(item),
    }
}
