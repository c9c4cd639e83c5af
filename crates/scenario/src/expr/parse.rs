//! From tokens to a tree, by precedence climbing. Mistakes are reported and reading goes on at the next `&&`, `||`,
//! `,` or closing bracket.

use super::syntax::{CHOICE, Infix, Kind, Node, PREFIX, Prefix};
use super::token::{Token, tokens};
use super::{Code, ExprError, Span};

/// Levels an expression may have, counting brackets, operators and each link of a chain such as `a + b + c`.
pub const MAX_DEPTH: usize = 100;

/// Reads an expression. The tree covers whatever could be read; with problems it has [`Kind::Missing`] in it.
pub fn parse(text: &str) -> (Node, Vec<ExprError>) {
    let mut problems = Vec::new();
    let tokens = tokens(text, &mut problems);
    if tokens.len() == 1 {
        let span = Span::new(0, text.len());
        if problems.is_empty() {
            let error = ExprError::new(Code::Empty, span, "there is no expression here");
            problems.push(error.help("write one, or leave the key out"));
        }
        return (Node::new(span, Kind::Missing), problems);
    }
    let mut parser =
        Parser { text, tokens, at: 0, depth: 0, closers: Vec::new(), abandoned: false, problems };
    let tree = parser.whole();
    let mut problems = parser.problems;
    problems.sort_by_key(|problem| (problem.start, problem.end, problem.code));
    (tree, problems)
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<(Token, Span)>,
    at: usize,
    depth: usize,
    /// what closes the brackets that are open here, outermost first
    closers: Vec<Token>,
    /// set when the text is too deep: nothing more is read or reported
    abandoned: bool,
    problems: Vec<ExprError>,
}

impl Parser<'_> {
    fn token(&self) -> &Token {
        &self.tokens[self.at].0
    }

    fn span(&self) -> Span {
        self.tokens[self.at].1
    }

    fn next_token(&self) -> &Token {
        &self.tokens[(self.at + 1).min(self.tokens.len() - 1)].0
    }

    /// Moves to the next token, but never beyond the end.
    fn advance(&mut self) -> Span {
        let span = self.span();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        span
    }

    /// How the current token is called in messages.
    fn found(&self) -> String {
        if *self.token() == Token::End {
            "the end".to_owned()
        } else {
            let shown: String = self.span().of(self.text).chars().take(40).collect();
            format!("`{shown}`")
        }
    }

    fn report(&mut self, problem: ExprError) {
        if !self.abandoned {
            self.problems.push(problem);
        }
    }

    /// Gives up on a text that is too deep, so that no later stage has to recurse that far.
    fn abandon(&mut self, span: Span) -> Node {
        let message = format!("the expression is nested or chained more than {MAX_DEPTH} levels deep");
        self.report(ExprError::new(Code::TooDeep, span, message).help("split it into several rules"));
        self.abandoned = true;
        self.at = self.tokens.len() - 1;
        Node::new(span, Kind::Missing)
    }

    fn whole(&mut self) -> Node {
        let mut tree = self.expression(0);
        loop {
            tree = self.resume(tree);
            match self.token() {
                Token::End => return tree,
                Token::Comma => {
                    tree = self.comma(tree);
                    continue;
                }
                _ => {
                    let message = format!("{} closes nothing", self.found());
                    let problem = ExprError::new(Code::UnmatchedBracket, self.span(), message);
                    self.report(problem.help("remove it, or open the bracket before"));
                }
            }
            self.advance();
            if *self.token() != Token::End {
                tree = self.operators(tree, 0);
            }
        }
    }

    /// After an expression that is not followed by what should follow: reports that, skips to where reading can go
    /// on, and reads on if that is an operator.
    fn resume(&mut self, mut tree: Node) -> Node {
        while !self.at_boundary() {
            if *self.token() != Token::Bad && tree.kind != Kind::Missing {
                self.unexpected(&tree);
            }
            if matches!(self.token(), Token::Dot | Token::OpenList) {
                tree = Node::new(tree.span, Kind::Missing);
            }
            let mut open = 0_usize;
            while *self.token() != Token::End {
                match self.token() {
                    Token::Open | Token::OpenList | Token::OpenMap => open += 1,
                    Token::Infix(Infix::And | Infix::Or) | Token::Comma if open == 0 => break,
                    Token::Close | Token::CloseList | Token::CloseMap => {
                        let Some(outer) = open.checked_sub(1) else { break };
                        open = outer;
                    }
                    _ => {}
                }
                self.advance();
            }
            tree = self.operators(tree, 0);
        }
        tree
    }

    fn at_boundary(&self) -> bool {
        matches!(self.token(), Token::End | Token::Comma | Token::Close | Token::CloseList | Token::CloseMap)
    }

    fn unexpected(&mut self, before: &Node) {
        let (span, found) = (self.span(), self.found());
        let problem = match self.token() {
            Token::Dot => ExprError::new(Code::NotSupported, span, "entities have no fields in rules")
                .help("ask by a function: `pressure(russia)`"),
            Token::OpenList => ExprError::new(Code::NotSupported, span, "nothing has elements in rules")
                .help("ask by a function of the entity"),
            Token::OpenMap => ExprError::new(Code::NotSupported, span, "rules have no maps or messages"),
            Token::Colon => ExprError::new(Code::UnexpectedToken, span, "`:` without its `?`")
                .help("a choice is written `condition ? this : that`"),
            Token::Open => {
                ExprError::new(Code::UnexpectedToken, span, format!("`{before}` cannot be called"))
                    .help("join by an operator; multiplication is `*`")
            }
            _ => ExprError::new(Code::UnexpectedToken, span, format!("{found} after a complete expression"))
                .help("join the two by an operator, such as `&&`"),
        };
        self.report(problem);
    }

    /// An expression of operators that bind more tightly than `power`.
    fn expression(&mut self, power: u8) -> Node {
        self.depth += 1;
        let tree = if self.depth > MAX_DEPTH {
            self.abandon(self.span())
        } else {
            let first = self.operand();
            self.operators(first, power)
        };
        self.depth -= 1;
        tree
    }

    /// Reads on after `left`, while operators bind more tightly than `power`.
    fn operators(&mut self, mut left: Node, power: u8) -> Node {
        loop {
            if left.height > MAX_DEPTH {
                return self.abandon(left.span);
            }
            match *self.token() {
                Token::Infix(op) if op.power() > power => {
                    self.advance();
                    left = self.infix(op, left);
                }
                Token::Assign if Infix::Equal.power() > power => {
                    let problem =
                        ExprError::new(Code::UnexpectedToken, self.span(), "`=` is not an operator")
                            .help("write `==` to compare");
                    self.report(problem);
                    self.advance();
                    left = self.infix(Infix::Equal, left);
                }
                Token::Question if CHOICE > power => left = self.choice(left),
                _ => return left,
            }
        }
    }

    fn infix(&mut self, op: Infix, left: Node) -> Node {
        let right = self.expression(op.power());
        Node::new(left.span.to(right.span), Kind::Infix(op, Box::new(left), Box::new(right)))
    }

    fn choice(&mut self, condition: Node) -> Node {
        let question = self.advance();
        let yes = self.expression(CHOICE);
        if *self.token() != Token::Colon {
            let message = format!("expected `:` and what holds otherwise, found {}", self.found());
            let problem = ExprError::new(Code::ExpectedValue, self.span(), message)
                .help("a choice is written `condition ? this : that`")
                .also(question, "the choice begins here");
            self.report(problem);
            let missing = Node::new(Span::new(yes.span.end, yes.span.end), Kind::Missing);
            let span = condition.span.to(yes.span);
            return Node::new(span, Kind::Choice(Box::new([condition, yes, missing])));
        }
        self.advance();
        let no = self.expression(0);
        Node::new(condition.span.to(no.span), Kind::Choice(Box::new([condition, yes, no])))
    }

    /// A value, or an operator before one.
    fn operand(&mut self) -> Node {
        let span = self.span();
        match self.token().clone() {
            Token::Number(value) => Node::new(self.advance(), Kind::Number(value)),
            Token::Text(text) => Node::new(self.advance(), Kind::Text(text)),
            Token::Bad => Node::new(self.advance(), Kind::Missing),
            Token::Name(name) => {
                self.advance();
                match name.as_str() {
                    "true" => Node::new(span, Kind::Bool(true)),
                    "false" => Node::new(span, Kind::Bool(false)),
                    _ if *self.token() == Token::Open => self.call(name, span),
                    _ => Node::new(span, Kind::Name(name)),
                }
            }
            Token::Not => self.prefix(Prefix::Not),
            Token::Infix(Infix::Subtract) => self.prefix(Prefix::Minus),
            Token::Open => {
                self.open(Token::Close);
                let inner = self.expression(0);
                let inner = self.resume_in_brackets(inner);
                let end = self.close(span, &Token::Close);
                Node { span: Span::new(span.start, end), ..inner }
            }
            Token::OpenList => {
                let (nodes, end) = self.list(&Token::CloseList);
                Node::new(Span::new(span.start, end), Kind::List(nodes))
            }
            Token::OpenMap => {
                let problem = ExprError::new(Code::NotSupported, span, "rules have no maps or messages");
                self.report(problem.help("several entities are listed in `[` and `]`"));
                self.skip_map();
                Node::new(Span::new(span.start, self.span().start), Kind::Missing)
            }
            Token::Infix(_)
            | Token::Question
            | Token::Colon
            | Token::Comma
            | Token::Dot
            | Token::Assign
            | Token::Close
            | Token::CloseList
            | Token::CloseMap
            | Token::End => {
                self.expected_value();
                Node::new(Span::new(span.start, span.start), Kind::Missing)
            }
        }
    }

    /// Moves over `{…}`.
    fn skip_map(&mut self) {
        let mut open = 0_usize;
        while *self.token() != Token::End {
            match self.token() {
                Token::OpenMap => open += 1,
                Token::CloseMap => open -= 1,
                _ => {}
            }
            self.advance();
            if open == 0 {
                return;
            }
        }
    }

    fn expected_value(&mut self) {
        let message = format!("expected a value, found {}", self.found());
        let before = self.at.checked_sub(1).map(|before| &self.tokens[before].0);
        let problem = ExprError::new(Code::ExpectedValue, self.span(), message);
        let problem = match before {
            Some(Token::Infix(Infix::Remainder)) => {
                problem.help("`%` is the remainder; write a share as a number from 0 to 1")
            }
            Some(Token::Infix(op)) => problem.help(format!("`{}` needs a value on its right", op.symbol())),
            _ if matches!(self.token(), Token::Infix(_)) => {
                problem.help(format!("{} needs a value on its left", self.found()))
            }
            _ => problem,
        };
        self.report(problem);
    }

    fn prefix(&mut self, op: Prefix) -> Node {
        let sign = self.advance();
        let x = self.expression(PREFIX - 1);
        Node::new(sign.to(x.span), Kind::Prefix(op, Box::new(x)))
    }

    fn call(&mut self, function: String, name: Span) -> Node {
        let (arguments, end) = self.list(&Token::Close);
        Node::new(Span::new(name.start, end), Kind::Call { function, name, arguments })
    }

    /// Nodes separated by commas, from an opening bracket to `closer`; also where it ends.
    fn list(&mut self, closer: &Token) -> (Vec<Node>, usize) {
        let open = self.open(closer.clone());
        let mut nodes = Vec::new();
        if self.token() == closer {
            return (nodes, self.close(open, closer));
        }
        loop {
            self.named_argument();
            let node = self.expression(0);
            nodes.push(self.resume(node));
            if *self.token() != Token::Comma {
                return (nodes, self.close(open, closer));
            }
            self.advance();
            if self.token() == closer {
                let message = format!("expected a value, found {}", self.found());
                let problem = ExprError::new(Code::ExpectedValue, self.span(), message);
                self.report(problem.help("remove the comma before"));
                return (nodes, self.close(open, closer));
            }
        }
    }

    /// Reports and skips `name =` before an argument.
    fn named_argument(&mut self) {
        if let Token::Name(name) = self.token()
            && *self.next_token() == Token::Assign
        {
            let message = format!("`{name} =`: arguments have no names in rules");
            let start = self.advance();
            let end = self.advance();
            let problem = ExprError::new(Code::NotSupported, start.to(end), message);
            self.report(problem.help("arguments are told apart by their order: write the value alone"));
        }
    }

    fn resume_in_brackets(&mut self, inner: Node) -> Node {
        let mut inner = self.resume(inner);
        while *self.token() == Token::Comma {
            inner = self.comma(inner);
            inner = self.resume(inner);
        }
        inner
    }

    /// Reports a comma outside a list and reads it as `&&`, which is what lists of conditions mean.
    fn comma(&mut self, left: Node) -> Node {
        let problem = ExprError::new(Code::UnexpectedToken, self.span(), "`,` separates arguments only");
        self.report(problem.help("join conditions by `&&` or `||`"));
        self.advance();
        if self.at_boundary() {
            return left;
        }
        let tree = self.infix(Infix::And, left);
        self.operators(tree, 0)
    }

    /// Moves over an opening bracket that `closer` will close.
    fn open(&mut self, closer: Token) -> Span {
        self.closers.push(closer);
        self.advance()
    }

    /// Moves over `closer` and says where it ends. Without it, reports the bracket that stays open.
    fn close(&mut self, open: Span, closer: &Token) -> usize {
        self.closers.pop();
        if self.token() == closer {
            return self.advance().end;
        }
        let bracket = open.of(self.text);
        let problem = ExprError::new(Code::UnclosedBracket, open, format!("`{bracket}` is never closed"));
        let wanted = if *closer == Token::CloseList { "]" } else { ")" };
        if *self.token() == Token::End {
            self.report(problem.help(format!("add `{wanted}`")));
            return self.span().end;
        }
        let here = self.span();
        let message = format!("{} stands here instead", self.found());
        self.report(problem.help(format!("add `{wanted}`")).also(here, message));
        // the bracket that stands here closes an outer one, or was meant to close this one
        if self.closers.contains(self.token()) { here.start } else { self.advance().end }
    }
}
