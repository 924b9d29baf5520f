package caravan.risk;

import caravan.model.Account;
import caravan.model.Books;
import caravan.model.OpenOrders;
import caravan.model.Positions;
import caravan.model.Terms;

/** Those whom the gate asks where we stand. */
public record Ports(Books books, OpenOrders openOrders, Positions positions, Account account, Terms terms) {}
