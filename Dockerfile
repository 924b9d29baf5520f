# Does what the README does: builds the jar, then runs it.
FROM maven:3-eclipse-temurin-17 AS build
WORKDIR /caravan
COPY . .
RUN mvn -q -DskipTests package

FROM eclipse-temurin:17-jre
RUN useradd --create-home caravan
USER caravan
WORKDIR /home/caravan
COPY --from=build /caravan/target/caravan.jar caravan.jar
# Made here, so that a volume mounted on it belongs to the user that the program runs as.
RUN mkdir data
VOLUME /home/caravan/data
ENTRYPOINT ["java", "-jar", "caravan.jar"]
