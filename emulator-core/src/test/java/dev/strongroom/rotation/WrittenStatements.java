package dev.strongroom.rotation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A JDBC connection that writes down what it is told to do, and answers what it was given. */
final class WrittenStatements {

  /** Everything in order; parameters in brackets behind their statement. */
  final List<String> written = new ArrayList<>();

  private final Map<String, List<Map<String, String>>> answers = new LinkedHashMap<>();
  private final Map<String, SQLException> refusals = new LinkedHashMap<>();

  /** Lets a query that contains a text answer a row of these columns and values. */
  WrittenStatements answering(String part, String... columnsAndValues) {
    var row = new LinkedHashMap<String, String>();
    for (int i = 0; i < columnsAndValues.length; i += 2) {
      row.put(columnsAndValues[i], columnsAndValues[i + 1]);
    }
    answers.computeIfAbsent(part, any -> new ArrayList<>()).add(row);
    return this;
  }

  WrittenStatements refusing(String part, SQLException refusal) {
    refusals.put(part, refusal);
    return this;
  }

  Connection connect(DatabaseLogin login) {
    written.add("-- " + login);
    return proxy(
        Connection.class,
        (connection, method, arguments) ->
            switch (method.getName()) {
              case "createStatement" -> statement(Statement.class, null);
              case "prepareStatement" -> statement(PreparedStatement.class, (String) arguments[0]);
              case "prepareCall" -> statement(CallableStatement.class, (String) arguments[0]);
              default -> null; // setAutoCommit, commit, rollback, close
            });
  }

  private <T> T statement(Class<T> type, String prepared) {
    var parameters = new TreeMap<Integer, String>();
    return proxy(
        type,
        (statement, method, arguments) ->
            switch (method.getName()) {
              case "setString" -> parameters.put((Integer) arguments[0], (String) arguments[1]);
              case "execute" ->
                  write(prepared == null ? (String) arguments[0] : prepared, parameters);
              case "executeQuery" -> rows(write(prepared, parameters));
              default -> null; // setEscapeProcessing, close
            });
  }

  private String write(String sql, Map<Integer, String> parameters) throws SQLException {
    var text = sql + (parameters.isEmpty() ? "" : " " + parameters.values());
    written.add(text);
    for (var refusal : refusals.entrySet()) {
      if (text.contains(refusal.getKey())) {
        throw refusal.getValue();
      }
    }
    return text;
  }

  private ResultSet rows(String query) {
    var rows =
        answers.entrySet().stream()
            .filter(answer -> query.contains(answer.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(List.of());
    var columns = rows.isEmpty() ? List.<String>of() : List.copyOf(rows.get(0).keySet());
    var metaData =
        proxy(
            ResultSetMetaData.class,
            (any, method, arguments) ->
                method.getName().equals("getColumnCount")
                    ? columns.size()
                    : columns.get((Integer) arguments[0] - 1));
    var position = new int[] {-1};
    return proxy(
        ResultSet.class,
        (any, method, arguments) ->
            switch (method.getName()) {
              case "next" -> ++position[0] < rows.size();
              case "getMetaData" -> metaData;
              case "getString" ->
                  rows.get(position[0]).get(columns.get((Integer) arguments[0] - 1));
              default -> null; // close
            });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                var result = handler.invoke(proxy, method, arguments);
                return method.getReturnType() == boolean.class && !(result instanceof Boolean)
                    ? false
                    : method.getReturnType() == void.class ? null : result;
              } catch (InvocationTargetException wrapped) {
                throw wrapped.getCause();
              }
            }));
  }
}
